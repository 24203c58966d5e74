import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { CommandName } from "#shared/commands.ts";
import type { Event } from "#shared/events.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { openReaders } from "#test/support/socket-room.ts";

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

const support = async (who: Account | null, { discussionId }: Scene, postId: string, on = true) =>
  httpSend(app, who && (await app.tokenFor(who)), "post:support", {
    ...{ discussionId, postId, on, commandId: commandId() },
  });
const supported = async (who: Account, { discussionId }: Scene) =>
  httpSend(app, await app.tokenFor(who), "post:supported", { discussionId });

test("support is counted once for each person, shown live without a name, and can be taken back", async () => {
  const scene = await aScene(app.core, cast);
  const { published } = scene;
  const reader = await readers.reader(null, scene.discussionId);
  const told = () =>
    (reader.all("feed:support").at(-1)?.event as Event<"feed:support"> | undefined)?.totals;
  expect(await support(cast.participant, scene, published)).toEqual({
    ok: true,
    value: { support: 1 },
  });
  expect(await support(cast.participant, scene, published)).toEqual({
    ok: true,
    value: { support: 1 },
  });
  expect(await support(cast.moderator, scene, published)).toEqual({
    ok: true,
    value: { support: 2 },
  });
  await expect.poll(told, { timeout: 5_000 }).toEqual([{ postId: published, support: 2 }]);
  expect(await supported(cast.participant, scene)).toEqual({
    ...{ ok: true, value: { postIds: [published], totals: [] } },
  });
  expect(await supported(cast.target, scene)).toEqual({
    ...{ ok: true, value: { postIds: [], totals: [] } },
  });
  const read = await httpSend(app, null, "post:read", {
    discussionId: scene.discussionId,
    postId: published,
  });
  expect(read).toMatchObject({ ok: true, value: { post: { support: 2 } } });
  expect(await support(cast.participant, scene, published, false)).toEqual({
    ...{ ok: true, value: { support: 1 } },
  });
  await expect.poll(told, { timeout: 5_000 }).toEqual([{ postId: published, support: 1 }]);
  expect(reader.bytes).not.toContain(cast.participant.id);
});

test("nobody supports their own post, one that isn't there for them, or one in a closed discussion", async () => {
  const scene = await aScene(app.core, cast);
  const code = async (...args: Parameters<typeof support>) => {
    const answer = await support(...args);
    return answer.ok ? "granted" : answer.failure.code;
  };
  expect(await code(cast.author, scene, scene.published)).toBe("not_allowed");
  expect(await code(cast.participant, scene, scene.pending)).toBe("not_found");
  expect(await code(cast.participant, scene, scene.hidden)).toBe("conflict");
  expect(await code(null, scene, scene.published)).toBe("unauthenticated");
  await httpSend(app, await app.tokenFor(cast.host), "discussion:close", {
    ...{ discussionId: scene.discussionId, commandId: commandId() },
  });
  expect(await code(cast.participant, scene, scene.published)).toBe("discussion_closed");
});

test("totals that the host keeps are told to moderators and to who supports the post, to all once it is over", async () => {
  const scene = await aScene(app.core, cast);
  const { published, discussionId } = scene;
  const send = async (who: Account | null, name: CommandName, input: object = {}) =>
    httpSend(app, who && (await app.tokenFor(who)), name, { discussionId, ...input });
  const asHost = (name: CommandName, input: object = {}) =>
    send(cast.host, name, { commandId: commandId(), ...input });
  expect(await asHost("discussion:update", { supportTotals: "after_closing" })).toMatchObject({
    ok: true,
  });
  const visitor = await readers.reader(null, discussionId);
  const other = await readers.reader(await app.tokenFor(cast.participant), discussionId);
  const moderator = await readers.reader(await app.tokenFor(cast.moderator), discussionId);
  type Reader = typeof visitor;
  const told = (reader: Reader) =>
    reader.all("feed:support").map(({ event }) => (event as Event<"feed:support">).totals);
  const one = [{ postId: published, support: 1 }];

  expect(await support(cast.target, scene, published)).toMatchObject({ value: { support: 1 } });
  await expect.poll(() => told(moderator).at(-1), { timeout: 5_000 }).toEqual(one);
  expect([told(visitor), told(other)]).toEqual([[], []]);
  expect(await supported(cast.target, scene)).toMatchObject({ value: { totals: one } });
  const totalFor = async (who: Account | null) => {
    const read = await send(who, "post:read", { postId: published });
    return (read as { value: { post: { support: number | null } } }).value.post.support;
  };
  const wholeFor = async (who: Account | null) =>
    JSON.stringify(await send(who, "discussion:read")).includes('"support":1');
  expect([await totalFor(null), await totalFor(cast.target)]).toEqual([null, null]);
  expect(await totalFor(cast.moderator)).toBe(1);
  expect([await wholeFor(null), await wholeFor(cast.moderator)]).toEqual([false, true]);
  for (const query of [{ order: "supported" }, { supportedBy: 1 }]) {
    expect(await send(cast.target, "post:find", query)).toMatchObject({
      failure: { code: "not_allowed", details: { rule: "support_hidden" } },
    });
    expect(await send(cast.moderator, "post:find", query)).toMatchObject({ ok: true });
  }
  expect(await support(cast.target, scene, published, false)).toMatchObject({
    value: { support: null },
  });

  // Each is told before the next, so that nothing of it waits when the discussion is closed.
  const none = [{ postId: published, support: 0 }];
  await expect.poll(() => told(moderator).at(-1), { timeout: 5_000 }).toEqual(none);
  await support(cast.target, scene, published);
  await expect.poll(() => told(moderator).at(-1), { timeout: 5_000 }).toEqual(one);
  await asHost("discussion:close");
  for (const reader of [visitor, other])
    await expect.poll(() => told(reader).at(-1), { timeout: 5_000 }).toEqual(one);
  expect([await totalFor(null), await wholeFor(null)]).toEqual([1, true]);
});

test("totals that the host keeps are told when the discussion closes by its time", async () => {
  const scene = await aScene(app.core, cast);
  const { published, discussionId } = scene;
  const host = await app.tokenFor(cast.host);
  const update = (input: object) =>
    httpSend(app, host, "discussion:update", { discussionId, commandId: commandId(), ...input });
  const visitor = await readers.reader(null, discussionId);
  const told = () =>
    visitor.all("feed:support").map(({ event }) => (event as Event<"feed:support">).totals);
  const closesAt = new Date(Date.now() + 4_000).toISOString();
  expect(await update({ supportTotals: "after_closing", closesAt })).toMatchObject({ ok: true });
  expect(await support(cast.target, scene, published)).toMatchObject({ value: { support: 1 } });
  await new Promise((later) => setTimeout(later, 2_000));
  expect(told()).toEqual([]);
  await expect.poll(told, { timeout: 6_000 }).toEqual([[{ postId: published, support: 1 }]]);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(closesAt));
});
