import { afterAll, beforeAll, expect, test } from "vitest";
import { commandNames, commands } from "#shared/commands.ts";
import { events } from "#shared/events.ts";
import { refusals } from "#shared/refusals.ts";
import { streamEvents } from "#shared/streams.ts";
import { aWeb, type Web } from "./a-web.ts";

type Json = Record<string, unknown>;
let web: Web;
let openapi: Json;
let asyncapi: Json;
beforeAll(async () => {
  web = await aWeb();
  openapi = (await web.send("/api/v1/openapi.json")).json() as Json;
  asyncapi = (await web.send("/api/v1/asyncapi.json")).json() as Json;
});
afterAll(() => web.close());

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
const json = (value: unknown) => (value ?? {}) as Json;

/** Everything a `$ref` leads to, and whether it is there. */
function brokenRefs(document: Json): string[] {
  const refs = new Set(
    [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref = ""]) => ref),
  );
  expect(refs.size).toBeGreaterThan(10);
  return [...refs].filter((ref) => {
    if (!ref.startsWith("#/")) return true;
    return at(document, ...ref.slice(2).split("/")) === undefined;
  });
}

/** What OpenAPI describes besides commands. */
const noCommand = "discussion:events";

interface Operation {
  path: string;
  method: string;
  id: unknown;
  parameters: Json[];
  body: unknown;
  about: Json;
}
const operations = (): Operation[] => described().filter(({ id }) => id !== noCommand);
const described = (): Operation[] =>
  Object.entries(json(openapi.paths)).flatMap(([path, methods]) =>
    Object.entries(json(methods)).map(([method, operation]) => ({
      ...{ path, method, about: json(operation), id: at(operation, "operationId") },
      parameters: (at(operation, "parameters") ?? []) as Json[],
      body: at(operation, "requestBody", "content", "application/json", "schema"),
    })),
  );

test("OpenAPI has every command once, under its own name", () => {
  expect(openapi.openapi).toBe("3.1.0");
  const ids = operations().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(commandNames.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test("a path of OpenAPI is the route that answers it", async () => {
  const base = at(openapi, "servers", "0", "url");
  expect(base).toBe("http://localhost:8080/api/v1");
  for (const { path, method, id } of operations()) {
    web.asked.length = 0;
    const body =
      method === "get" ? {} : { headers: { "content-type": "application/json" }, body: "{}" };
    await web.send(`/api/v1${path.replace(/\{\w+\}/g, "some-thing")}`, {
      method: method.toUpperCase(),
      ...body,
    });
    expect(web.asked.map(({ name }) => name)).toEqual([id]);
  }
});

test("OpenAPI has the event stream, with the events it tells, and how long asking for changes may wait", () => {
  expect(described().map(({ id }) => id)).toContain(noCommand);
  const stream = described().find(({ id }) => id === noCommand);
  expect(stream).toMatchObject({ method: "get", path: "/discussions/{discussionId}/events" });
  const content = at(stream?.about, "responses", "200", "content", "text/event-stream");
  expect(Object.keys(json(at(content, "x-events")))).toEqual(Object.keys(streamEvents));
  expect(stream?.parameters.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["discussionId", "epoch", "since", "Last-Event-ID"]),
  );
  const join = operations().find(({ id }) => id === "discussion:join");
  expect(join?.parameters.find(({ name }) => name === "wait")).toMatchObject({
    ...{ in: "query", required: false, schema: { type: "integer", maximum: 30 } },
  });
});

test("parameters in a path are declared, required, and are all of its parameters in the path", () => {
  for (const { path, parameters, id } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect([id, declared.map(({ name }) => name)]).toEqual([id, inPath]);
    for (const parameter of declared)
      expect(parameter).toMatchObject({ required: true, schema: {} });
    const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("path, query and body together are the input of the command, field by field", () => {
  for (const { id, parameters, body, method } of operations()) {
    const name = commandNames.find((each) => each === id);
    if (!name) throw new Error(`${id} is no command`);
    const fields = [
      ...parameters
        .filter(({ in: place, name: field }) => place !== "header" && field !== "wait")
        .map((parameter) => parameter.name),
      ...Object.keys(json(at(body, "properties"))),
    ];
    const shape = (commands[name].input as unknown as { shape: Json }).shape;
    expect([id, fields.toSorted()]).toEqual([id, Object.keys(shape).toSorted()]);
    expect([id, body === undefined]).toEqual([id, method === "get"]);
    if (body !== undefined) expect(at(body, "additionalProperties")).toBe(false);
  }
});

test("what a command needs, OpenAPI requires; in a query null is said by leaving it out", () => {
  const required = (id: string) => {
    const found = operations().find((operation) => operation.id === id);
    const inBody = (at(found?.body, "required") ?? []) as string[];
    return [...(found?.parameters ?? []).filter((p) => p.required).map((p) => p.name), ...inBody];
  };
  expect(required("post:create")).toEqual([
    "discussionId",
    "questionId",
    "parentId",
    "body",
    "language",
  ]);
  expect(required("post:list")).toEqual(["discussionId", "questionId"]);
  expect(required("discussion:join")).toEqual(["discussionId"]);
  expect(required("account:register")).toEqual(["name", "email", "password"]);
});

test("yes and every status of a no are described, and who may is told", () => {
  const statuses = [...new Set(Object.values(refusals).map(String))];
  for (const { about, id } of operations()) {
    expect(Object.keys(json(about.responses))).toEqual(
      expect.arrayContaining(["200", ...statuses]),
    );
    const granted = at(about, "responses", "200", "content", "application/json", "schema");
    expect([id, at(granted, "required")]).toEqual([id, ["ok", "value"]]);
    expect(at(granted, "properties", "value")).toBeTypeOf("object");
    const anyone = commands[String(id) as keyof typeof commands].may === "anyone";
    const open = JSON.stringify(about.security);
    if (id === "account:refresh") expect(open).toBe('[{"refreshCookie":[]}]');
    else expect(open).toBe(anyone ? '[{},{"bearer":[]}]' : '[{"bearer":[]}]');
  }
  const codes = at(
    openapi,
    "components",
    "schemas",
    "Failure",
    "properties",
    "failure",
    "properties",
    "code",
    "enum",
  );
  expect(codes).toEqual(Object.keys(refusals));
});

test("every reference in both documents leads somewhere", () => {
  expect(brokenRefs(openapi)).toEqual([]);
  expect(brokenRefs(asyncapi)).toEqual([]);
  expect(brokenRefs({ ...openapi, components: {} })).not.toEqual([]);
});

test("AsyncAPI has every command with its answer, and every event", () => {
  expect(asyncapi.asyncapi).toBe("3.0.0");
  const operations = json(asyncapi.operations);
  const messages = json(at(asyncapi, "channels", "socket", "messages"));
  expect(Object.keys(operations)).toEqual([...commandNames, ...Object.keys(events)]);
  for (const name of commandNames) {
    expect(at(operations[name], "action")).toBe("receive");
    expect(at(messages[name], "name")).toBe(name);
    expect(at(messages[name], "payload", "type")).toBe("object");
    const answers = at(messages[`${name}.answer`], "payload", "oneOf") as Json[];
    expect(at(answers[0], "properties", "ok", "const")).toBe(true);
    expect(answers[1]).toEqual({ $ref: "#/components/schemas/Failure" });
    expect(at(operations[name], "reply", "messages", "0", "$ref")).toBe(
      `#/channels/socket/messages/${name}.answer`,
    );
  }
  for (const name of Object.keys(events)) {
    expect(at(operations[name], "action")).toBe("send");
    expect(at(messages[name], "payload", "type")).toBe("object");
  }
});

test("the page for people names every command with its address, every event and every refusal", async () => {
  const page = await web.send("/api", { headers: { accept: "text/html" } });
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  for (const name of commandNames) {
    expect(page.body).toContain(`>${name}</h3>`);
    expect(page.body).toContain(
      `${commands[name].http.method} /api/v1${commands[name].http.path}<`,
    );
  }
  for (const name of [...Object.keys(events), ...Object.keys(refusals)])
    expect(page.body).toContain(name);
  expect(page.body).not.toMatch(/<script|style=|undefined|\[object/);
});

test("links within the page for people lead somewhere, and its style is there", async () => {
  const { body } = await web.send("/api");
  const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter((link) => !ids.has(link))).toEqual([]);
  expect([...body.matchAll(/ id="([^"]+)"/g)]).toHaveLength(ids.size);
  const style = await web.send("/plain.css");
  expect([style.status, style.headers["content-type"]]).toEqual([200, "text/css; charset=utf-8"]);
});
