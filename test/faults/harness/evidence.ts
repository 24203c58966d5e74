import type { Entry, LogEvent } from "#server/domain/log.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { PostId, TextId } from "#shared/ids.ts";
import type { PostState, PostView } from "#shared/model.ts";
import type { Ledger } from "./ledger.ts";

/** What a newcomer with the same rights as a client reads, and every post it may page to. */
export interface Newcomer {
  snapshot: Snapshot;
  posts: ReadonlyMap<PostId, PostView>;
}
/** All there is to know of one discussion after the last act, when nothing moves any more. */
export interface Evidence {
  entries: Entry[];
  texts: Map<TextId, string>;
  ledgers: Ledger[];
  /** By client; those that follow. */
  newcomers: Map<string, Newcomer>;
  /** All that the servers printed. */
  output: string;
  /** Tokens and keys that may not be in it. */
  secrets: string[];
}
/** A promise that wasn't kept, by its number in the list of the ledger's invariants. */
export interface Finding {
  rule: "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I9";
  what: string;
}
export type Report = (rule: Finding["rule"], what: string) => void;

interface Happened {
  entry: Entry;
  event: LogEvent;
}
export const happened = (entries: readonly Entry[]): Happened[] =>
  entries.flatMap((entry) => entry.events.map((event) => ({ entry, event })));
type OnPost = Extract<LogEvent, { postId: PostId }>;
export const onPosts = (entries: readonly Entry[]): { entry: Entry; event: OnPost }[] =>
  happened(entries).flatMap(({ entry, event }) => ("postId" in event ? [{ entry, event }] : []));

/** What an act on a post leaves it as; others leave it as it was. */
export const stateAfter: Partial<Record<LogEvent["type"], PostState>> = {
  "post:hidden": "hidden",
  "post:restored": "published",
  "post:approved": "published",
  "post:rejected": "rejected",
  "post:withdrawn": "withdrawn",
};
