import { longestWait, type StreamEventName, streamEvents } from "#shared/streams.ts";
import { type Html, html } from "./html.ts";
import { eventSchema, type JsonSchema, outputSchema } from "./json-schemas.ts";

type Json = Record<string, unknown>;

const names = Object.keys(streamEvents).filter(
  (name): name is StreamEventName => name in streamEvents,
);
const schemaOf = (name: StreamEventName): JsonSchema =>
  name === "feed:joined" ? outputSchema("discussion:join") : eventSchema(name);

/** Where the event stream of a discussion is, as OpenAPI writes it. */
export const eventsPath = "/discussions/{discussionId}/events";

/** The event stream as an operation of OpenAPI. It is no command, but whoever reads the document looks for it here. */
export const eventsOperation = (parameters: Json[], refusals: Json): Json => ({
  ...{ operationId: "discussion:events", tags: ["discussion"] },
  summary: "A discussion as a stream of events, read as the public does.",
  description:
    "Server-sent events. The first, feed:joined, is what discussion:join answers; then comes what a socket hears. " +
    "The id of an event says how far its reader is: whoever returns with it as Last-Event-ID goes on from there. Rate limit: join.",
  security: [{}],
  parameters: [
    ...parameters,
    {
      ...{ name: "Last-Event-ID", in: "header", required: false, schema: { type: "string" } },
      description: "The id of the last event, instead of epoch and since. Browsers send it.",
    },
  ],
  responses: {
    200: {
      description: "Open until either side ends it.",
      content: {
        "text/event-stream": {
          schema: { type: "string" },
          "x-events": Object.fromEntries(names.map((name) => [name, schemaOf(name)])),
        },
      },
    },
    ...refusals,
  },
});

/** What asking for changes takes besides the command's input. */
export const waitParameter: Json = {
  ...{ name: "wait", in: "query", required: false },
  schema: { type: "integer", minimum: 0, maximum: longestWait },
  description:
    "Seconds. Where there is nothing above since, the answer comes as soon as there is, or empty when the time is over.",
};

/** The same for people. */
export const streamsSection = (): Html => html`<h2 id="streams">Live without a socket</h2>
<p><code>GET /api/v1/discussions/:discussionId/events</code> is a stream of server-sent events, read as the public does.
Its first event, <code>feed:joined</code>, is what <a href="#discussion-join">discussion:join</a> answers; then come
${names.slice(1).map((name, at) => html`${at > 0 ? ", " : ""}<code>${name}</code>`)} as below. The <code>id</code> of an event is
<code>EPOCH:SEQ</code>: sent back as <code>Last-Event-ID</code>, as browsers do, or as <code>epoch</code> and
<code>since</code> in the address, the stream goes on from there.</p>
<p><code>GET /api/v1/discussions/:discussionId/changes?epoch=EPOCH&amp;since=SEQ&amp;wait=SECONDS</code> is
<a href="#discussion-join">discussion:join</a>, and where there is nothing above <code>since</code> it answers as soon as
there is, or with no changes after <code>wait</code> seconds, ${longestWait} at most.</p>`;
