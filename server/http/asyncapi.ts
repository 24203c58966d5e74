import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { type EventName, events } from "#shared/events.ts";
import { eventSchema, inputSchema, modelSchemas, outputSchema } from "./json-schemas.ts";
import { failureSchema, grantedSchema } from "./openapi.ts";

type Json = Record<string, unknown>;

/** The socket side of the command table and all events as AsyncAPI 3, as the server sees it: it receives commands. */
export function asyncApi(publicUrl: string): Json {
  const { host, protocol } = new URL(publicUrl);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Roundtable",
      version: "1",
      description:
        "Socket.IO on its default path and namespace. `auth.token` of the handshake is an access token, or absent for a visitor. " +
        "A command is an event with one argument and an acknowledgement, which is answered in any case. " +
        "Who only reads can do so over plain HTTP: see discussion:events and discussion:join in openapi.json.",
    },
    defaultContentType: "application/json",
    servers: {
      site: {
        ...{ host, protocol: protocol === "https:" ? "wss" : "ws", pathname: "/socket.io/" },
        security: [{ $ref: "#/components/securitySchemes/bearer" }],
      },
    },
    channels: { socket: { address: "/", messages: messages() } },
    operations: Object.fromEntries([...commandNames.map(receives), ...eventNames.map(sends)]),
    components: {
      schemas: { ...modelSchemas(), Failure: failureSchema },
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

const eventNames = Object.keys(events).filter((name): name is EventName => name in events);
const channel = { $ref: "#/channels/socket" };
const message = (key: string) => ({ $ref: `#/channels/socket/messages/${key}` });
const answerTo = (name: CommandName) => `${name}.answer`;

function messages(): Json {
  const ofCommands = commandNames.flatMap((name) => [
    [name, { name, summary: commands[name].about, payload: inputSchema(name) }],
    [
      answerTo(name),
      {
        ...{ name: answerTo(name), summary: "The acknowledgement." },
        payload: {
          oneOf: [grantedSchema(outputSchema(name)), { $ref: "#/components/schemas/Failure" }],
        },
      },
    ],
  ]);
  const ofEvents = eventNames.map((name) => [name, { name, payload: eventSchema(name) }]);
  return Object.fromEntries([...ofCommands, ...ofEvents]);
}

function receives(name: CommandName): [string, Json] {
  const { may, limit, about } = commands[name];
  const reply = { channel, messages: [message(answerTo(name))] };
  const description = `Who may: ${may}. Rate limit: ${limit}.`;
  return [
    name,
    { action: "receive", channel, summary: about, description, messages: [message(name)], reply },
  ];
}

const sends = (name: EventName): [string, Json] => [
  name,
  { action: "send", channel, messages: [message(name)] },
];
