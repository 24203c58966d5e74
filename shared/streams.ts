import { Joined } from "./commands/snapshot.ts";
import { events } from "./events.ts";

/** What the event stream of a discussion tells. It is read by the public, so nothing in it concerns one person. */
export const streamEvents = {
  /** The first event is what a join answers: what came since the reader's last event, or a snapshot that replaces all it holds. */
  "feed:joined": Joined,
  "feed:changed": events["feed:changed"],
  "feed:head": events["feed:head"],
  "feed:presence": events["feed:presence"],
  "feed:answering": events["feed:answering"],
  "feed:resync": events["feed:resync"],
  "server:closing": events["server:closing"],
} as const;
export type StreamEventName = keyof typeof streamEvents;

/** The longest a request for changes may wait for them, in seconds. */
export const longestWait = 30;
