import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { refusals } from "#shared/refusals.ts";
import { inputSchema, type JsonSchema, modelSchemas, outputSchema } from "./json-schemas.ts";
import { cookieName } from "./refresh-cookie.ts";
import { eventsOperation, eventsPath, waitParameter } from "./stream-docs.ts";

type Json = Record<string, unknown>;

/** The HTTP side of the command table as OpenAPI 3.1; `operationId` is the command's name. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const name of commandNames) {
    const { method, path } = commands[name].http;
    const key = path.replace(/:(\w+)/g, "{$1}");
    paths[key] = { ...paths[key], [method.toLowerCase()]: operation(name) };
  }
  paths[eventsPath] = { get: eventsOperation(parametersOf("discussion:join"), noes) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Roundtable",
      version: "1",
      summary: "Every command over HTTP. Sockets take the same ones: see asyncapi.json.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: {
      schemas: { ...modelSchemas(), Failure: failureSchema },
      responses: { Refused: refused },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        refreshCookie: { type: "apiKey", in: "cookie", name: cookieName(publicUrl) },
      },
    },
  };
}

const field = { type: "string", description: "Dotted path of the input field at fault." };
const details = {
  type: "object",
  additionalProperties: { type: ["string", "number", "boolean", "null"] },
};

/** The body of every no, as JSON Schema. */
export const failureSchema = {
  type: "object",
  properties: {
    ok: { const: false },
    failure: {
      type: "object",
      properties: {
        code: { type: "string", enum: Object.keys(refusals) },
        message: { type: "string" },
        field,
        retryAfter: { type: "number", description: "Seconds." },
        details,
        others: {
          type: "array",
          description: "Further fields at fault, each once.",
          items: { type: "object", properties: { field, details }, additionalProperties: false },
        },
      },
      required: ["code", "message"],
      additionalProperties: false,
    },
  },
  required: ["ok", "failure"],
  additionalProperties: false,
};

const refused = {
  description: "No. The code says why; it has this status.",
  headers: {
    "Retry-After": { schema: { type: "integer" }, description: "Seconds, where waiting helps." },
  },
  content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
};
const statuses = [...new Set([...Object.values(refusals), 405])].sort((a, b) => a - b);
const noes = Object.fromEntries(
  statuses.map((status) => [String(status), { $ref: "#/components/responses/Refused" }]),
);

/** A yes as a body, as JSON Schema. */
export const grantedSchema = (value: JsonSchema): Json => ({
  type: "object",
  properties: { ok: { const: true }, value },
  required: ["ok", "value"],
  additionalProperties: false,
});

/** Which of a command's fields are in the path of its route, and which aren't. */
function fieldsOf(name: CommandName): { inPath: string[]; others: string[] } {
  const inPath = [...commands[name].http.path.matchAll(/:(\w+)/g)].flatMap(
    ([, field]) => field ?? [],
  );
  const all = Object.keys(inputSchema(name).properties ?? {});
  return { inPath, others: all.filter((field) => !inPath.includes(field)) };
}

function parametersOf(name: CommandName): Json[] {
  const { properties = {}, required = [] } = inputSchema(name);
  const { inPath, others } = fieldsOf(name);
  const isGet = commands[name].http.method === "GET";
  const parameter = (place: string) => (field: string) => ({
    ...{ name: field, in: place, schema: properties[field] },
    required: place === "path" || (required.includes(field) && !isNullable(properties[field])),
  });
  return [
    ...inPath.map(parameter("path")),
    ...(isGet ? others.map(parameter("query")) : []),
    ...(!isGet && "commandId" in properties ? [idempotencyKey] : []),
  ];
}

function operation(name: CommandName): Json {
  const { may, limit, about, http } = commands[name];
  const { properties = {}, required = [], ...rest } = inputSchema(name);
  const { others } = fieldsOf(name);
  const isGet = http.method === "GET";
  return {
    ...{ operationId: name, summary: about, tags: [name.split(":")[0]] },
    description: `Who may: ${may}. Rate limit: ${limit}.`,
    security: securityOf(name),
    parameters: [...parametersOf(name), ...(name === "discussion:join" ? [waitParameter] : [])],
    ...(isGet
      ? {}
      : {
          requestBody: jsonBody({
            ...rest,
            properties: Object.fromEntries(others.map((field) => [field, properties[field]])),
            // The header alone is enough for the id.
            required: required.filter((field) => others.includes(field) && field !== "commandId"),
          }),
        }),
    responses: {
      200: {
        description: "Yes.",
        content: { "application/json": { schema: grantedSchema(outputSchema(name)) } },
      },
      ...noes,
    },
  };
}

const jsonBody = (schema: Json) => ({
  required: true,
  content: { "application/json": { schema } },
});
const idempotencyKey = {
  ...{ name: "Idempotency-Key", in: "header", required: false },
  schema: { type: "string", format: "uuid" },
  description:
    "The command's id, unless the body has it as commandId. One of the two has to be there, save for account:register.",
};

/** In a query a nullable field that is left out is null. */
const isNullable = (schema: JsonSchema | boolean | undefined): boolean =>
  typeof schema === "object" && (schema.anyOf ?? [schema]).some((branch) => branch.type === "null");

function securityOf(name: CommandName): Json[] {
  if (name === "account:refresh") return [{ refreshCookie: [] }];
  return commands[name].may === "anyone" ? [{}, { bearer: [] }] : [{ bearer: [] }];
}
