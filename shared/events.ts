import * as z from "zod/mini";
import { DiscussionId, PostId, QuestionId } from "./ids.ts";
import { Change, Instant, SupportTotal } from "./model.ts";

/**
 * All that happened in `(from, to]` that this audience may know, possibly nothing.
 * A client whose own seq is below `from` missed something and joins again.
 */
export const FeedChanged = z.object({
  discussionId: DiscussionId,
  epoch: z.string(),
  from: z.int(),
  to: z.int(),
  changes: z.array(Change),
});
export type FeedChanged = z.infer<typeof FeedChanged>;

/** Where somebody writes: an answer to a question, or a reply to a post. */
export const AnsweredPlace = z.object({ questionId: QuestionId, parentId: z.nullable(PostId) });
export type AnsweredPlace = z.infer<typeof AnsweredPlace>;

const table = {
  "feed:changed": FeedChanged,
  /** What concerns this person alone. It is put, but doesn't move the client's seq. */
  "feed:personal": z.object({ discussionId: DiscussionId, changes: z.array(Change) }),
  /** Where the discussion's log stands; a client below it that hears nothing more joins again. */
  "feed:head": z.object({ discussionId: DiscussionId, epoch: z.string(), head: z.int() }),
  /** What this client holds is no longer what it may see (its role changed) or can't be continued: join with `since: null`. */
  "feed:resync": z.object({
    discussionId: DiscussionId,
    reason: z.enum(["role_changed", "too_slow", "log_replaced"]),
  }),
  /** How many browsers have the discussion open, at most once a second. */
  "feed:presence": z.object({ discussionId: DiscussionId, readers: z.int() }),
  /** Where moderators are answering, all of it, at most once a second, and every five seconds while there is any. */
  "feed:answering": z.object({ discussionId: DiscussionId, places: z.array(AnsweredPlace) }),
  /** How many support these posts now, at most once a second. Outside the log: what was missed is in the next snapshot. */
  "feed:support": z.object({
    discussionId: DiscussionId,
    totals: z.array(SupportTotal),
  }),
  /** The session behind this socket ended; the server then drops it, and the reader may come back as a visitor. */
  "session:ended": z.object({ at: Instant, reason: z.enum(["signed_out", "expired", "revoked"]) }),
  /** The server goes down on purpose: come back after about this many milliseconds. */
  "server:closing": z.object({ comeBackAfter: z.int() }),
} as const;

export type EventName = keyof typeof table;
export type Event<N extends EventName> = z.infer<(typeof table)[N]>;

/** Everything the server tells on its own. An event carries whole records, so a client only puts them. */
export const events: { [N in EventName]: z.ZodMiniType<Event<N>> } = table;
export type ServerToClientEvents = { [N in EventName]: (event: Event<N>) => void };
