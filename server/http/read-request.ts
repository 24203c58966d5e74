import type { Request } from "express";
import { Refusal } from "#server/domain/refusal.ts";
import { type CommandName, commands } from "#shared/commands.ts";
import { inputSchema, type JsonSchema } from "./json-schemas.ts";

/** Makes the raw input of a command from a request: path, and query or body. What it holds is the schema's to judge. */
export type ReadRequest = (request: Request) => Record<string, unknown>;

export function readerOf(name: CommandName): ReadRequest {
  const { method } = commands[name].http;
  const { properties = {}, required = [] } = inputSchema(name);
  const fields = new Map(
    Object.entries(properties).map(([field, schema]) => [field, kindOf(schema)]),
  );
  return (request) => {
    const sent = method === "GET" ? fromQuery(request, fields, required) : fromBody(request);
    const path: [string, unknown][] = Object.entries(request.params);
    for (const [field, value] of path) mustAgree(sent, field, value);
    if (method !== "GET" && fields.has("commandId")) path.push(...idempotencyKey(request, sent));
    return Object.fromEntries([...Object.entries(sent), ...path]);
  };
}

interface Kind {
  nullable: boolean;
  integer: boolean;
}
function kindOf(schema: JsonSchema | boolean): Kind {
  if (typeof schema === "boolean") return { nullable: false, integer: false };
  const branches = (schema.anyOf ?? [schema]).flatMap((branch) => branch.type ?? []);
  return { nullable: branches.includes("null"), integer: branches.includes("integer") };
}

/**
 * A query holds only text: an integer or null is made where the schema knows one, a nullable field that is left out is
 * null. A field that comes twice stays a list, which no schema takes.
 */
function fromQuery(
  request: Request,
  fields: ReadonlyMap<string, Kind>,
  required: readonly string[],
): Record<string, unknown> {
  const sent = new Map<string, unknown>();
  for (const [field, value] of sentQuery(request)) {
    const kind = fields.get(field);
    const read = kind ? readValue(value, kind) : value;
    sent.set(field, sent.has(field) ? [sent.get(field), read] : read);
  }
  for (const field of required)
    if (!sent.has(field) && fields.get(field)?.nullable) sent.set(field, null);
  return Object.fromEntries(sent);
}

export function sentQuery({ originalUrl }: Request): URLSearchParams {
  const [, query = ""] = originalUrl.split(/\?(.*)/s);
  return new URLSearchParams(query);
}

function readValue(value: string, { nullable, integer }: Kind): unknown {
  if (nullable && (value === "" || value === "null")) return null;
  return integer && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function fromBody({ body = {} }: { body?: unknown }): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Refusal("invalid_input", "The body must be a JSON object.");
  return Object.fromEntries(Object.entries(body));
}

/** A field that is in the path may come again, but not with another value: nobody could say which one counts. */
function mustAgree(sent: Record<string, unknown>, field: string, value: unknown): void {
  if (Object.hasOwn(sent, field) && sent[field] !== value)
    throw new Refusal("invalid_input", `${field}: the address says otherwise.`, { field });
}

/** `Idempotency-Key` is another place for `commandId`. Its newer form has quotation marks. */
function idempotencyKey(request: Request, sent: Record<string, unknown>): [string, unknown][] {
  const key = request
    .get("idempotency-key")
    ?.trim()
    .replace(/^"(.*)"$/, "$1");
  if (key === undefined) return [];
  if (Object.hasOwn(sent, "commandId") && sent.commandId !== key)
    throw new Refusal("invalid_input", "commandId: the Idempotency-Key says otherwise.", {
      field: "commandId",
    });
  return [["commandId", key]];
}
