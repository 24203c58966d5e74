import type { Joined } from "#shared/commands/snapshot.ts";
import type { FeedChanged } from "#shared/events.ts";
import { type Feed, hear, hearPersonal, rejoin } from "#shared/feed.ts";
import type { PostId, QuestionId } from "#shared/ids.ts";
import type { Change, PostView } from "#shared/model.ts";

/** A discussion as somebody is reading it: what is held, what of it isn't shown yet, and what has just come. */
export interface Reading {
  readonly feed: Feed;
  /** Posts below the windows that were asked for one by one: parents and link targets. */
  readonly extras: ReadonlyMap<PostId, PostView>;
  /** Arrived, but kept back so that nothing moves: they are counted, and shown when asked for. */
  readonly held: ReadonlySet<PostId>;
  /** Shown since they arrived, so they carry the mark. */
  readonly arrived: ReadonlySet<PostId>;
}

/** Whether something may be inserted in a question's list without moving what is being read. */
export type MayInsert = (questionId: QuestionId) => boolean;

export const begin = (feed: Feed): Reading => ({
  feed,
  extras: new Map(),
  held: new Set(),
  arrived: new Set(),
});

/** One message of the live feed; null when the discussion has to be joined again. */
export function heard(reading: Reading, message: FeedChanged, may: MayInsert): Reading | null {
  const feed = hear(reading.feed, message);
  return feed && moveOn(reading, feed, message.changes, may);
}

export function heardPersonal(
  reading: Reading,
  changes: readonly Change[],
  may: MayInsert,
): Reading {
  return moveOn(reading, hearPersonal(reading.feed, changes), changes, may);
}

/** What a join answered. A snapshot replaces everything, so what it brings has not just come. */
export function joined(reading: Reading | null, answer: Joined, may: MayInsert): Reading {
  const feed = rejoin(reading?.feed ?? null, answer);
  if (reading === null || answer.mode === "snapshot") return begin(feed);
  return moveOn(reading, feed, answer.changes, may);
}

function moveOn(reading: Reading, feed: Feed, changes: readonly Change[], may: MayInsert): Reading {
  if (feed === reading.feed) return reading;
  const extras = new Map(reading.extras);
  const held = new Set(reading.held);
  const arrived = new Set(reading.arrived);
  for (const change of changes) {
    if (change.kind !== "post") continue;
    const { post } = change;
    const extra = extras.get(post.id);
    if (extra && post.seq >= extra.seq) extras.set(post.id, post);
    if (feed.posts.has(post.id)) extras.delete(post.id);
    if (!isArrival(reading, feed, post)) continue;
    if (may(post.questionId)) arrived.add(post.id);
    else held.add(post.id);
  }
  return { feed, extras, held, arrived };
}

/** Somebody else's post that wasn't there before. One's own is shown at once and needs no mark. */
function isArrival({ feed: before, extras }: Reading, feed: Feed, post: PostView): boolean {
  if (before.posts.has(post.id) || extras.has(post.id) || !feed.posts.has(post.id)) return false;
  return post.author !== null && post.author.id !== feed.viewer.userId;
}

/** What came while nothing was drawn, and could be inserted then, is kept back where it can't be by now. */
export function asItFits(shown: Reading, next: Reading, may: MayInsert): Reading {
  const late = [...next.arrived].filter((id) => {
    const post = next.feed.posts.get(id);
    return post && !shown.arrived.has(id) && !shown.held.has(id) && !may(post.questionId);
  });
  if (late.length === 0) return next;
  const arrived = new Set(next.arrived);
  for (const id of late) arrived.delete(id);
  return { ...next, arrived, held: new Set([...next.held, ...late]) };
}

/** Shows what was kept back in one question. */
export function reveal(reading: Reading, questionId: QuestionId): Reading {
  const held = new Set(reading.held);
  const arrived = new Set(reading.arrived);
  for (const id of reading.held)
    if (reading.feed.posts.get(id)?.questionId === questionId) {
      held.delete(id);
      arrived.add(id);
    }
  return { ...reading, held, arrived };
}

/** Posts that were asked for by themselves. The feed keeps only what its windows cover, so they are kept beside it. */
export function withExtras(reading: Reading, posts: readonly PostView[]): Reading {
  const extras = new Map(reading.extras);
  for (const post of posts) {
    const held = extras.get(post.id);
    if (!reading.feed.posts.has(post.id) && !(held && held.seq > post.seq))
      extras.set(post.id, post);
  }
  return { ...reading, extras };
}

/** After an older page: what came with it needs no keeping beside the feed any more. */
export function withFeed(reading: Reading, feed: Feed): Reading {
  const extras = new Map([...reading.extras].filter(([id]) => !feed.posts.has(id)));
  return { ...reading, feed, extras };
}

/** What is on the screen, by question. */
export function shownPosts({ feed, extras, held }: Reading): Map<QuestionId, PostView[]> {
  const shown = new Map<QuestionId, PostView[]>([...feed.questions.keys()].map((id) => [id, []]));
  for (const post of [...feed.posts.values(), ...extras.values()])
    if (!held.has(post.id)) shown.get(post.questionId)?.push(post);
  return shown;
}

/** How many are kept back in each question; what was hidden meanwhile isn't new any more. */
export function newCounts({ feed, held }: Reading): Map<QuestionId, number> {
  const counts = new Map<QuestionId, number>();
  for (const id of held) {
    const post = feed.posts.get(id);
    if (post && (post.state === "published" || post.state === "pending"))
      counts.set(post.questionId, (counts.get(post.questionId) ?? 0) + 1);
  }
  return counts;
}
