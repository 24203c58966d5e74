import * as z from "zod/mini";
import { type CommandName, commands } from "#shared/commands.ts";
import { type EventName, events } from "#shared/events.ts";
import * as model from "#shared/model.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Names under which the parts of the model appear in the documents. */
const named = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(model)) named.add(schema, { id });

const options = { unrepresentable: "any", metadata: named } as const;

/** What a client may send, with every part spelled out. */
export const inputSchema = (name: CommandName): JsonSchema =>
  without$schema(z.toJSONSchema(commands[name].input, { io: "input", unrepresentable: "any" }));
/** What the server answers; parts of the model are `$ref`s into `#/components/schemas`. */
export const outputSchema = (name: CommandName): JsonSchema =>
  pointed(z.toJSONSchema(commands[name].output, { io: "output", ...options }));
export const eventSchema = (name: EventName): JsonSchema =>
  pointed(z.toJSONSchema(events[name], { io: "output", ...options }));

/** The parts of the model, for `#/components/schemas`. */
export function modelSchemas(): Record<string, JsonSchema> {
  const whole = z.toJSONSchema(z.object(model), { io: "output", ...options });
  return Object.fromEntries(
    Object.entries(whole.$defs ?? {}).map(([id, schema]) => [id, pointed(schema)]),
  );
}

/** Without the definitions that the components hold, and with its references leading there. */
function pointed(schema: JsonSchema): JsonSchema {
  const { $defs, ...own } = without$schema(schema);
  return JSON.parse(JSON.stringify(own).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function without$schema({ $schema, "~standard": _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
