import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { PostId } from "#shared/ids.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, aPendingPost, granted } from "#test/support/discussion.ts";
import { httpSend, socketSend } from "#test/support/doors.ts";
import { anAccount, as, commandId, visitor } from "#test/support/people.ts";

let app: TestApp;
let [host, ann, ben]: Account[] = [];
let ago = 0;
beforeAll(async () => {
  app = await startApp({ now: () => Date.now() - ago });
  host = await anAccount(app.store, "Host", { admin: true });
  ann = await anAccount(app.store, "Ann");
  ben = await anAccount(app.store, "Ben");
});
afterAll(() => app.close());

async function aTalk() {
  const { discussionId, questionIds } = await anOpenDiscussion(app.core.answer, as(host!), 1);
  const questionId = questionIds[0]!;
  const act = () => ({ discussionId, commandId: commandId() });
  const { answer } = app.core;
  const write = async (who: Account, minutesAgo = 0) => {
    ago = minutesAgo * 60_000;
    const receipt = await granted(answer, as(who), "post:create", {
      ...{ ...act(), questionId, parentId: null, body: "<p>Words.</p>", language: "en" },
    });
    ago = 0;
    return receipt;
  };
  const change = (
    name: "post:hide" | "post:restore" | "post:pin" | "post:approve",
    postId: PostId,
  ) =>
    granted(answer, as(host!), name, {
      ...{ ...act(), postId },
      ...(name === "post:hide" ? { reason: "spam" } : {}),
    } as never);
  const edit = (who: Account, postId: PostId) =>
    granted(answer, as(who), "post:edit", { ...act(), postId, body: "<p>Other words.</p>" });
  const seen = async (who: Account, seq: number) =>
    httpSend(app, await app.tokenFor(who), "discussion:seen", { ...act(), seq });
  const unread = async (who: Account | null, since: number | null = null) =>
    granted(answer, who ? as(who) : visitor, "discussion:unread", { discussionId, since });
  const unreadIds = async (who: Account | null, since: number | null = null) =>
    (await unread(who, since)).posts.map(({ id }) => id);
  return { discussionId, questionId, write, change, edit, seen, unread, unreadIds };
}

test("a mark is a person's own, on every device, and only moves on; nobody has read what isn't there", async () => {
  const talk = await aTalk();
  const [first, second] = [await talk.write(ann!), await talk.write(ann!)];
  expect(await talk.unread(ben!)).toEqual({ seen: null, posts: [], total: 0 });
  expect(await talk.seen(ben!, first.seq)).toMatchObject({ ok: true, value: { seen: first.seq } });
  expect(await talk.unread(ben!)).toMatchObject({
    ...{ seen: first.seq, total: 1 },
    posts: [{ id: second.postId, questionId: talk.questionId, said: second.seq }],
  });
  const elsewhere = await socketSend(app, await app.tokenFor(ben!), "discussion:unread", {
    discussionId: talk.discussionId,
  });
  expect(elsewhere).toMatchObject({ ok: true, value: { seen: first.seq, total: 1 } });
  expect(await talk.seen(ben!, 1)).toMatchObject({ ok: true, value: { seen: first.seq } });
  expect(await talk.seen(ben!, 1_000_000)).toMatchObject({ ok: true, value: { seen: second.seq } });
  expect((await talk.unread(host!)).seen).toBeNull();
});

test("unread is what others published or edited with a mark since; not what one wrote, nor pins, nor what is gone", async () => {
  const talk = await aTalk();
  const old = await talk.write(ann!, 30);
  const pinned = await talk.write(ann!);
  const mine = await talk.write(ben!);
  await talk.seen(ben!, mine.seq);
  const hidden = await talk.write(ann!);
  const late = await talk.write(ann!);
  expect(await talk.unreadIds(ben!)).toEqual([hidden.postId, late.postId]);
  await talk.change("post:pin", pinned.postId);
  await talk.edit(ann!, pinned.postId); // silently: within a quarter of an hour
  await talk.edit(ann!, old.postId);
  await talk.write(ben!);
  await talk.change("post:hide", hidden.postId);
  expect(await talk.unreadIds(ben!)).toEqual([late.postId, old.postId]);
  await talk.change("post:restore", hidden.postId);
  expect(await talk.unreadIds(ben!)).toEqual([late.postId, old.postId, hidden.postId]);
  const { seen } = await talk.unread(ben!);
  expect(await talk.unreadIds(null, (seen ?? 1) - 1)).toContain(mine.postId);
});

test("a post that had to wait is unread from its publication on, and nobody hears of it before", async () => {
  const talk = await aTalk();
  const waiting = await aPendingPost(
    ...([app.core.deps, as(ann!), talk.discussionId, talk.questionId, "<p>Waits.</p>"] as const),
  );
  const last = await talk.write(ann!);
  await talk.seen(ben!, last.seq);
  for (const who of [ben!, host!, null])
    expect(await talk.unreadIds(who, 0)).toEqual([last.postId]);
  await talk.change("post:approve", waiting);
  expect(await talk.unreadIds(ben!)).toEqual([waiting]);
});

test("of a discussion that somebody may not see there is no mark to make and nothing to hear", async () => {
  const { discussionId } = await granted(app.core.answer, as(host!), "discussion:create", {
    ...{ slug: `draft-${Date.now()}`, title: { en: "Draft" }, languages: ["en"] },
    commandId: commandId(),
  });
  const token = await app.tokenFor(ben!);
  for (const [name, input] of [
    ["discussion:seen", { discussionId, seq: 1, commandId: commandId() }],
    ["discussion:unread", { discussionId, since: 0 }],
  ] as const)
    expect(await httpSend(app, token, name, input)).toMatchObject({
      ...{ ok: false, failure: { code: "not_found" } },
    });
});
