import { expect, test } from "vitest";
import { threads } from "#client/feed/threads.ts";
import { aPost } from "#test/support/feed-world.ts";

const order = (posts: Parameters<typeof threads>[0]) =>
  threads(posts).map(({ post, depth }) => [post.id, depth]);

test("the newest conversation stands first, and replies below what they answer, oldest first", () => {
  const old = aPost();
  const recent = aPost();
  const first = aPost({ parentId: old.id });
  const second = aPost({ parentId: old.id });
  const deeper = aPost({ parentId: first.id });
  expect(order([deeper, second, recent, first, old])).toEqual([
    [recent.id, 0],
    [old.id, 0],
    [first.id, 1],
    [deeper.id, 2],
    [second.id, 1],
  ]);
});

test("an official answer stands right below what it answers, with what replies to it", () => {
  const asked = aPost({ asks: "moderators" });
  const early = aPost({ parentId: asked.id });
  const official = aPost({ parentId: asked.id, official: true });
  const below = aPost({ parentId: official.id });
  expect(order([below, official, early, asked])).toEqual([
    [asked.id, 0],
    [official.id, 1],
    [below.id, 2],
    [early.id, 1],
  ]);
});

test("pinned posts come first by the order of pinning, also a reply, which still knows its parent", () => {
  const old = aPost();
  const reply = aPost({ parentId: old.id, pinned: 9 });
  const later = aPost({ pinned: 12 });
  const recent = aPost();
  expect(order([recent, later, reply, old])).toEqual([
    [reply.id, 0],
    [later.id, 0],
    [recent.id, 0],
    [old.id, 0],
  ]);
  expect(threads([reply, old])[0]!.parent).toBe(old);
});

test("a reply whose parent isn't loaded begins a thread of its own and keeps its replies", () => {
  const orphan = aPost({ parentId: aPost().id });
  const below = aPost({ parentId: orphan.id });
  expect(order([below, orphan])).toEqual([
    [orphan.id, 0],
    [below.id, 1],
  ]);
  expect(threads([orphan])[0]!.parent).toBeNull();
});

test("a chain of ten thousand replies is laid out, and is never deeper than four on the screen", () => {
  const posts = [aPost()];
  for (let i = 1; i < 10_000; i++) posts.push(aPost({ parentId: posts.at(-1)!.id }));
  const rows = threads(posts);
  expect(rows.map(({ post }) => post.id)).toEqual(posts.map(({ id }) => id));
  expect(rows.map(({ depth }) => depth).slice(0, 6)).toEqual([0, 1, 2, 3, 4, 4]);
  expect(rows.at(-1)!.depth).toBe(4);
});
