import { expect, test } from "vitest";
import { begin, withExtras } from "#client/feed/reading.ts";
import { readUpTo, unreadPosts } from "#client/feed/unread.ts";
import { aFeed, aPost, me } from "#test/support/feed-world.ts";

const nothing = new Set<never>();
const viewer = { userId: me, role: "participant" as const, audience: "public" as const };
const aReading = (posts: Parameters<typeof aFeed>[0]) => begin(aFeed(posts, { viewer }));
const idsOf = (posts: readonly { id: string }[]) => posts.map(({ id }) => id);

test("unread is what others said since, oldest first; not one's own, nor what was read one by one", () => {
  const [edited, old, first, second] = [aPost(), aPost(), aPost(), aPost()];
  const mine = aPost({ author: { id: me, name: "Me", organisation: null, category: null } });
  const late = { ...edited, said: mine.order + 1 };
  const reading = aReading([second, first, late, old, mine]);
  const progress = { seen: old.said, read: nothing };
  expect(idsOf(unreadPosts(reading, [], progress))).toEqual([first.id, second.id, late.id]);
  const read = new Set([second.id]);
  expect(idsOf(unreadPosts(reading, [], { ...progress, read }))).toEqual([first.id, late.id]);
});

test("a post that is held is judged by what it is now, and one that isn't by what the server told", () => {
  const [hidden, extra] = [aPost({ state: "hidden", author: null }), aPost({ said: 5 })];
  const away = aPost();
  const told = [hidden, away, extra].map(({ id }, i) => ({ id, said: 10 + i }));
  const reading = withExtras(aReading([hidden]), [extra]);
  expect(unreadPosts(reading, told, { seen: 9, read: nothing })).toEqual([
    { id: away.id, said: 11 },
  ]);
});

test("the mark moves on to just below what is still unread, and to the end when nothing is", () => {
  const post = aPost();
  expect(readUpTo([{ id: post.id, said: 8 }], 20)).toBe(7);
  expect(readUpTo([], 20)).toBe(20);
});
