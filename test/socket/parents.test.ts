import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { excerpt } from "#shared/cut.ts";
import { addPage, start } from "#shared/feed.ts";
import type { PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import type { LiveReader } from "#test/support/live-reader.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, type Cast } from "#test/support/scene.ts";
import { headOf, openReaders } from "#test/support/socket-room.ts";

let app: TestApp;
let cast: Cast;
let readers: ReturnType<typeof openReaders>;
beforeAll(async () => {
  app = await startApp();
  cast = await aCast(app.core);
  readers = openReaders(app);
});
afterEach(() => readers.close());
afterAll(() => app.close());

const secret = "Nobody asked us &amp; nobody will";

/** A discussion whose first two posts are too far down for a snapshot to have them; a reply to the first one comes last. */
async function aLongTalk() {
  const { answer } = app.core;
  const host = as(cast.admin);
  const { discussionId, questionIds } = await anOpenDiscussion(answer, host, 1);
  const [questionId = ""] = questionIds;
  const write = async (body: string, parentId: PostId | null = null, who = cast.author) =>
    (
      await granted(answer, as(who), "post:create", {
        ...{ discussionId, questionId, parentId, body, language: "en", commandId: commandId() },
      })
    ).postId;
  const parent = await write(
    `<blockquote><p>They say so.</p></blockquote><p>${secret}, ${"word ".repeat(100)}</p>`,
  );
  const other = await write("<p>Another one</p>");
  const reply = await write("<p>To another one</p>", other, cast.participant);
  for (let i = 1; i < limits.page; i++) await write(`<p>Post ${i}.</p>`);
  const last = await write("<p>I agree.</p>", parent, cast.participant);
  const inputOf = () => ({ discussionId, postId: parent, commandId: commandId() });
  const hide = () => granted(answer, host, "post:hide", { ...inputOf(), reason: "spam" });
  const restore = () => granted(answer, host, "post:restore", inputOf());
  const read = async (caller = visitor) =>
    start(await granted(answer, caller, "discussion:read", { discussionId }));
  const level = async (reader: LiveReader) => {
    const head = await headOf(app.core, discussionId);
    await expect.poll(() => reader.feed?.seq, { timeout: 5_000, interval: 2 }).toBe(head);
  };
  return {
    answer,
    discussionId,
    questionId,
    parent,
    other,
    reply,
    last,
    write,
    hide,
    restore,
    read,
    level,
  };
}

test("a reply comes with who wrote what it answers and how that begins, also where it isn't loaded", async () => {
  const { read, parent, other, reply, answer, discussionId, questionId } = await aLongTalk();
  const feed = await read();
  expect(feed.posts.has(parent)).toBe(false);
  const known = feed.parents.get(parent);
  expect(known).toMatchObject({ state: "published", author: { name: cast.author.name } });
  expect(known?.html.length).toBeLessThan(120);
  expect(excerpt(known?.html ?? "", 32)).toBe("Nobody asked us & nobody will…");
  expect([...feed.parents.keys()]).toEqual([parent]);
  // An older page has them too, but what is loaded is there itself.
  const before = feed.windows.get(questionId as never)?.older ?? null;
  const page = await granted(answer, visitor, "post:list", {
    ...{ discussionId, questionId, before, limit: 1 },
  });
  expect(page).toMatchObject({ posts: [{ id: reply }], parents: [{ id: other }] });
  expect(addPage(feed, page).parents.get(other)?.html).toBe("Another one");
  // What was read before something was told since isn't relied on.
  expect(addPage({ ...feed, seq: page.head + 1 }, page).parents.has(other)).toBe(false);
});

test("what becomes of it is told: hidden, it is gone from every page, and from what any other is told", async () => {
  const talk = await aLongTalk();
  const { discussionId, parent, write, hide, restore, read, level } = talk;
  const [here, away, moderator] = await Promise.all([
    readers.reader(null, discussionId),
    readers.reader(null, discussionId),
    readers.reader(await app.tokenFor(cast.admin), discussionId),
  ]);
  // What was said before they came may still be on its way to them; it is told before this.
  await write("<p>First of all.</p>", talk.last);
  await level(here);
  await level(away);
  expect(here.feed?.parents.get(parent)?.html).toContain(secret);
  away.socket.disconnect();
  here.bytes = "";
  await hide();
  await write("<p>So do I.</p>", talk.last);
  await level(here);
  away.socket.connect();
  await level(away);
  await level(moderator);
  const gone = { state: "hidden", author: null, html: "" };
  for (const feed of [here.feed, away.feed, await read()])
    expect(feed?.parents.get(parent)).toMatchObject(gone);
  expect(here.bytes).not.toContain("Nobody asked us");
  expect(moderator.feed?.parents.get(parent)?.html).toContain(secret);
  await restore();
  await level(here);
  expect(here.feed?.parents.get(parent)?.html).toContain(secret);
});

test("a reply that comes while one reads brings what it answers", async () => {
  const { discussionId, other, write, level } = await aLongTalk();
  const reader = await readers.reader(null, discussionId);
  await level(reader);
  expect(reader.feed?.parents.has(other)).toBe(false);
  await write("<p>To another one, late</p>", other);
  await level(reader);
  expect(reader.feed?.parents.get(other)).toMatchObject({
    ...{ html: "Another one", author: { name: cast.author.name } },
  });
});
