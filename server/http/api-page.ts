import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { type EventName, events } from "#shared/events.ts";
import { rates } from "#shared/limits.ts";
import { refusals } from "#shared/refusals.ts";
import { type Html, html } from "./html.ts";
import {
  eventSchema,
  inputSchema,
  type JsonSchema,
  modelSchemas,
  outputSchema,
} from "./json-schemas.ts";
import { plainPage } from "./plain-page.ts";
import { streamsSection } from "./stream-docs.ts";

/** The command and event tables as a page for people. */
export function apiPage(): string {
  return plainPage(
    "API",
    html`<p>Every command goes over HTTP, below <code>/api/v1</code>, and over Socket.IO by its name. Both give the same
answer: <code>{ "ok": true, "value": … }</code> or <code>{ "ok": false, "failure": { "code", "message", … } }</code>.
For programs: <a href="/api/v1/openapi.json">openapi.json</a> and <a href="/api/v1/asyncapi.json">asyncapi.json</a>.</p>
<p>Whoever is signed in sends <code>Authorization: Bearer TOKEN</code>, on a socket <code>auth.token</code> in the handshake.
What changes something carries a <code>commandId</code>, a UUID made by the client (over HTTP also as
<code>Idempotency-Key</code>): the same one again repeats the answer, not the act.</p>
<nav aria-label="Commands and events"><ul>
${[...commandNames, ...eventNames].map((name) => html`<li><a href="#${anchor(name)}">${name}</a></li>\n`)}
<li><a href="#streams">Live without a socket</a></li><li><a href="#refusals">Refusals</a></li><li><a href="#records">Records</a></li></ul></nav>
<h2>Commands</h2>
${commandNames.map(commandSection)}
${streamsSection()}
<h2>Events</h2>
<p>What the server tells those who joined a discussion.</p>
${eventNames.map(
  (name) => html`<h3 id="${anchor(name)}">${name}</h3>
${fieldTable(`Fields of ${name}`, eventSchema(name))}`,
)}
<h2 id="refusals">Refusals</h2>
${table(
  "Codes and their HTTP status",
  ["Code", "Status"],
  Object.entries(refusals).map(([code, status]) => [html`<code>${code}</code>`, html`${status}`]),
)}
<h2 id="records">Records</h2>
${Object.entries(modelSchemas()).map(
  ([id, schema]) => html`<h3 id="${anchor(id)}">${id}</h3>
${schema.properties ? fieldTable(`Fields of ${id}`, schema) : html`<p><code>${typeText(schema)}</code></p>`}`,
)}`,
  );
}

const eventNames = Object.keys(events).filter((name): name is EventName => name in events);
const anchor = (name: string) => name.replace(":", "-");

function commandSection(name: CommandName): Html {
  const { http, may, limit, about } = commands[name];
  const { person, address, site, seconds } = rates[limit];
  return html`<h3 id="${anchor(name)}">${name}</h3>
<p>${about}</p>
<dl>
<dt>HTTP</dt><dd><code>${http.method} /api/v1${http.path}</code></dd>
<dt>Who may</dt><dd>${mayText[may]}</dd>
<dt>Limit</dt><dd>${person} for a person, ${address} from an address${site === null ? "" : ` and ${site} in all`} in ${seconds} s</dd>
<dt>Answer</dt><dd><code>${typeText(outputSchema(name))}</code></dd>
</dl>
${fieldTable(`Input of ${name}`, inputSchema(name))}`;
}

const mayText = {
  anyone: "anyone",
  "signed-in": "whoever is signed in",
  participant: "whoever is signed in and not muted",
  author: "the author of the post",
  "author-or-moderator": "the author of the post, and a moderator of the discussion",
  moderator: "a moderator of the discussion",
  host: "a host of the discussion",
  admin: "an admin of the site",
} as const;

function fieldTable(caption: string, { properties = {}, required = [] }: JsonSchema): Html {
  const rows = Object.entries(properties).map(([field, schema]) => [
    html`<code>${field}</code>`,
    html`<code>${typeText(schema)}</code>`,
    html`${required.includes(field) ? "yes" : "no"}`,
  ]);
  return rows.length === 0 ? html`` : table(caption, ["Field", "Type", "Required"], rows);
}

/** Tables may be wider than a phone: then they scroll, also by keyboard. */
function table(caption: string, heads: string[], rows: Html[][]): Html {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${first ?? html``}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody>
</table></div>`;
}

/** A schema in about the words of TypeScript. */
function typeText(schema: JsonSchema | boolean | undefined): string {
  if (typeof schema !== "object") return "any";
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "any";
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return [...new Set(branches.map(typeText))].join(" | ");
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return values ? values.map((value) => JSON.stringify(value)).join(" | ") : plainText(schema);
}

function plainText(schema: JsonSchema): string {
  if (schema.type === "array") return `${typeText(itemOf(schema))}[]`;
  if (schema.type === "object") return objectText(schema);
  return `${[schema.type ?? "any"].flat().join(" | ")}${noteOf(schema)}`;
}

const itemOf = ({ items }: JsonSchema) => (Array.isArray(items) ? items[0] : items);

function objectText({ properties, additionalProperties }: JsonSchema): string {
  if (!properties) return `{ [language]: ${typeText(additionalProperties)} }`;
  const fields = Object.entries(properties).map(
    ([field, schema]) => `${field}: ${typeText(schema)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/** What is more exact than the type, in brackets. */
function noteOf({ format, minLength, maxLength, minimum, maximum }: JsonSchema): string {
  const notes = [
    format,
    minLength !== undefined || maxLength !== undefined
      ? `${minLength ?? 0}-${maxLength ?? ""} long`
      : undefined,
    isBound(minimum) || isBound(maximum) ? `${minimum ?? ""}-${maximum ?? ""}` : undefined,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}
const isBound = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
