import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandName } from "#shared/commands.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { connect } from "#test/support/doors.ts";
import { EventReader, soon } from "#test/support/event-reader.ts";
import { inTime } from "#test/support/in-time.ts";
import { plain, plainSnapshot } from "#test/support/live-reader.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { PollReader } from "#test/support/poll-reader.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { openers } from "#test/support/stores.ts";

let app: TestApp;
let cast: Cast;
let scene: Scene;
let closed: boolean;
const open: EventReader[] = [];
beforeEach(async () => {
  app = await startApp();
  cast = await aCast(app.core);
  scene = await aScene(app.core, cast);
  closed = false;
});
afterEach(async () => {
  for (const each of open.splice(0)) each.drop();
  if (!closed) await app.close();
});

const reader = (at: { url: string } = app, discussionId = scene.discussionId) => {
  const each = new EventReader(at, discussionId);
  open.push(each);
  return each;
};
const post = (body = "<p>Words.</p>") =>
  granted(app.core.answer, as(cast.participant), "post:create", {
    ...{ discussionId: scene.discussionId, questionId: scene.open, parentId: null, body },
    ...{ language: "en", commandId: commandId() },
  });
const figure = async (name: string) => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
};
const streams = () => figure("roundtable_streams");

const acts = [
  "post",
  "post",
  "hide",
  "restore",
  "lock",
  "title",
  "drop",
  "return",
  "wait",
] as const;
type Act = (typeof acts)[number];

/** Three readers of a discussion of their own, and what can be done to both. */
async function aWorld() {
  const { answer } = app.core;
  const { discussionId, open: questionId, published: postId } = await aScene(app.core, cast);
  const readers = [0, 1, 2].map(() => reader(app, discussionId));
  const away = new Set(readers);
  const of = (at: number) => readers[at % 3] as EventReader;
  const come = async (each: EventReader) => {
    if (away.delete(each)) await each.join();
  };
  const send = (name: CommandName, more: object, who = cast.host) =>
    answer(as(who), name, { discussionId, commandId: commandId(), ...more });
  const body = "<p>At random.</p>";
  const play: Record<Act, (at: number) => unknown> = {
    post: () =>
      send("post:create", { questionId, parentId: null, language: "en", body }, cast.participant),
    hide: () => send("post:hide", { postId, reason: "spam" }),
    restore: () => send("post:restore", { postId }),
    lock: (at) => send(at % 2 ? "question:lock" : "question:unlock", { questionId }),
    title: (at) => send("discussion:update", { title: { en: `Title ${at}` } }),
    drop: (at) => {
      of(at).drop();
      away.add(of(at));
    },
    return: (at) => come(of(at)),
    wait: () => new Promise((next) => setTimeout(next, 30)),
  };
  return { discussionId, readers, come, play };
}

test("readers that drop out at random end with what a newcomer reads (P4)", async () => {
  const step = fc.tuple(fc.constantFrom(...acts), fc.nat(20));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const { discussionId, readers, come, play } = await aWorld();
      for (const each of readers) await come(each);
      for (const [act, at] of steps) await play[act](at);
      const now = await granted(app.core.answer, visitor, "discussion:read", { discussionId });
      for (const each of readers) {
        await come(each);
        await expect.poll(() => each.feed?.seq, soon).toBe(now.head);
        expect(plain(each.feed)).toEqual(plainSnapshot(now));
        each.drop();
      }
    }),
    { numRuns: 20, verbose: 1 },
  );
});

test("a reader goes on where it was after a restart", async () => {
  const { store } = app;
  const each = reader();
  const { head } = await each.join();
  const missed = await post();
  await expect.poll(() => each.feed?.seq, soon).toBe(missed.seq);
  each.drop();
  const { seq } = await post("<p>While nobody reads.</p>");
  const again = await startApp({ store });
  const returning = reader(again);
  returning.lastId = each.lastId;
  returning.feed = each.feed;
  expect(await returning.join()).toMatchObject({ mode: "delta", head: seq });
  expect(returning.feed?.seq).toBe(head + 2);
  const { discussionId } = scene;
  const now = await granted(again.core.answer, visitor, "discussion:read", { discussionId });
  expect(plain(returning.feed)?.posts).toEqual(plainSnapshot(now)?.posts);
  await again.close();
});

test.each(openers)(
  "$engine: readers of one process hear what another one wrote",
  async (engine) => {
    const fresh = await engine.open();
    const stores = [fresh.store, await fresh.again()];
    const apps = await Promise.all(stores.map((store) => startApp({ store })));
    const [first, second] = apps as [TestApp, TestApp];
    const everybody = await aCast(first.core);
    const { discussionId, open: questionId } = await aScene(first.core, everybody);
    const each = reader(second, discussionId);
    await each.join();
    const waiting = new PollReader(second, discussionId);
    await waiting.ask();
    const answered = waiting.ask();
    await expect.poll(() => second.streams.waiting, soon).toBe(1);
    const { postId } = await granted(first.core.answer, as(everybody.participant), "post:create", {
      ...{ discussionId, questionId, parentId: null, body: "<p>From elsewhere.</p>" },
      ...{ language: "en", commandId: commandId() },
    });
    await expect.poll(() => each.feed?.posts.has(postId), soon).toBe(true);
    expect(await answered).toMatchObject({ ok: true, value: { mode: "delta" } });
    expect(waiting.feed?.posts.has(postId)).toBe(true);
    each.drop();
    for (const one of apps) await one.close();
    for (const store of stores) await store.close();
  },
);

test("a slow reader is told to come back and cut, and the others don't notice (P8)", async () => {
  const [slow, quick] = [reader(), reader()];
  await slow.join();
  await quick.join();
  slow.stopReading();
  const large = `<p>${"😀".repeat(19_000)}</p>`;
  let sent = 0;
  while ((await figure('roundtable_resync_total{reason="too_slow"}')) === 0) {
    if (++sent > 400) throw new Error("It was never cut.");
    const { seq } = await post(large);
    await expect.poll(() => quick.feed?.seq ?? 0, soon).toBeGreaterThanOrEqual(seq);
  }
  await expect.poll(streams, soon).toBe(1);
  expect(quick.over).toBe(false);
  slow.readOn();
  await expect.poll(() => slow.over, soon).toBe(true);
});

test("a reader that goes away leaves nothing behind, also while it is being answered", async () => {
  const each = reader();
  await each.join();
  expect(await streams()).toBe(1);
  each.drop();
  await expect.poll(streams, soon).toBe(0);
  for (let i = 0; i < 20; i++) {
    const hasty = reader();
    const opening = hasty.open().catch(() => null);
    await new Promise((next) => setTimeout(next, i % 5));
    hasty.drop();
    await opening;
  }
  await expect.poll(streams, soon).toBe(0);
});

test("streams count among the readers, and are told how many there are", async () => {
  const each = reader();
  await each.join();
  const socket = await connect(app, null);
  const told: number[] = [];
  socket.on("feed:presence", ({ readers }) => told.push(readers));
  await socket.emitWithAck("discussion:join", {
    ...{ discussionId: scene.discussionId, epoch: null, since: null },
  });
  await expect.poll(() => told.at(-1), soon).toBe(2);
  await expect
    .poll(() => each.all("feed:presence").at(-1)?.data, soon)
    .toEqual({ discussionId: scene.discussionId, readers: 2 });
  expect(each.all("feed:presence").every(({ id }) => id === null)).toBe(true);
  each.drop();
  await expect.poll(() => told.at(-1), soon).toBe(1);
  socket.close();
});

test("an address has a number of streams at most, and gets its places back", async () => {
  await app.close();
  app = await startApp({ env: { LIMIT_FACTOR: "0.004" } });
  cast = await aCast(app.core);
  scene = await aScene(app.core, cast);
  const [first, second] = [reader(), reader()];
  await first.join();
  await second.join();
  const refused = await fetch(`${app.url}/api/v1/discussions/${scene.discussionId}/events`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
  expect(await refused.json()).toMatchObject({
    failure: { code: "slow_down", retryAfter: 30, details: { limit: 2 } },
  });
  first.drop();
  await expect.poll(streams, soon).toBe(1);
  await reader().join();
});

test("a server on its way out tells its readers when to come back, and doesn't wait for them", async () => {
  const [each, asleep] = [reader(), reader()];
  await each.join();
  await asleep.join();
  asleep.stopReading();
  const began = performance.now();
  closed = true;
  await app.close();
  inTime(performance.now() - began, 4_000);
  await expect.poll(() => each.over, soon).toBe(true);
  const last = each.events.at(-1);
  expect(last).toMatchObject({ name: "server:closing", data: { comeBackAfter: 1_500 } });
  expect(last?.retry).toBeGreaterThanOrEqual(750);
  expect(last?.retry).toBeLessThanOrEqual(2_250);
});
