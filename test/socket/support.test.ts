import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
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
    ...{ ok: true, value: { postIds: [published] } },
  });
  expect(await supported(cast.target, scene)).toEqual({ ok: true, value: { postIds: [] } });
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
