import type { PostId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import type { Reading } from "./reading.ts";

/** A post that hasn't been read, by the `seq` at which its words were published last. */
export interface UnreadPost {
  readonly id: PostId;
  readonly said: number;
}

/** How far somebody has read: everything up to `seen`, and some posts above it one by one. */
export interface Progress {
  readonly seen: number;
  readonly read: ReadonlySet<PostId>;
}

/** Published posts of others, of those held here. Who reads may be known before the feed says it. */
export function othersPosts({ feed, extras }: Reading, me = feed.viewer.userId): PostView[] {
  const held = extras.size > 0 ? new Map([...extras, ...feed.posts]) : feed.posts;
  return [...held.values()].filter(
    ({ state, author }) => state === "published" && author !== null && author.id !== me,
  );
}

/**
 * What others said since, oldest first: of the posts held here, and of those that the server told of and that aren't loaded. One
 * that is held is judged by what it is now: hidden meanwhile, it isn't to be read any more.
 */
export function unreadPosts(
  reading: Reading,
  told: readonly UnreadPost[],
  { seen, read }: Progress,
  me = reading.feed.viewer.userId,
): UnreadPost[] {
  const { feed, extras } = reading;
  const unread = [
    ...told.filter(({ id }) => !feed.posts.has(id) && !extras.has(id)),
    ...othersPosts(reading, me),
  ];
  return unread
    .filter(({ id, said }) => said > seen && !read.has(id))
    .map(({ id, said }) => ({ id, said }))
    .sort((a, b) => a.said - b.said);
}

/** Up to where nothing is left to read: just below the oldest unread post, or all there is. */
export const readUpTo = (unread: readonly UnreadPost[], head: number): number =>
  unread[0] ? unread[0].said - 1 : head;
