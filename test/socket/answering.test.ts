import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "#server/domain/store.ts";
import type { AnsweredPlace, Event } from "#shared/events.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import type { LiveReader } from "#test/support/live-reader.ts";
import { as, commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { openReaders, sendOn } from "#test/support/socket-room.ts";

let app: TestApp;
let cast: Cast;
let readers: ReturnType<typeof openReaders>;
/** Ahead of the real clock by so much. */
let ahead = 0;
beforeAll(async () => {
  app = await startApp({ now: () => Date.now() + ahead });
  cast = await aCast(app.core);
  readers = openReaders(app);
});
afterEach(() => readers.close());
afterAll(() => app.close());

const reader = async (account: Account | null, { discussionId }: Scene) =>
  readers.reader(account && (await app.tokenFor(account)), discussionId);
const told = (each: LiveReader): AnsweredPlace[] | undefined =>
  (each.all("feed:answering").at(-1)?.event as Event<"feed:answering"> | undefined)?.places;
const soon = { timeout: 5_000, interval: 5 };
const reply = (scene: Scene) => ({ questionId: scene.open, parentId: scene.published });
const say = (each: LiveReader, scene: Scene, on: boolean, place: AnsweredPlace = reply(scene)) =>
  sendOn(each.socket, "post:answering", { discussionId: scene.discussionId, ...place, on });

/** A moderator is shown to a visitor as answering a post. */
async function shown() {
  const scene = await aScene(app.core, cast);
  const [moderator, visitor] = [await reader(cast.moderator, scene), await reader(null, scene)];
  expect(await say(moderator, scene, true)).toEqual({ ok: true, value: {} });
  await expect.poll(() => told(visitor), soon).toEqual([reply(scene)]);
  return { scene, moderator, visitor };
}

describe("a moderator is answering", () => {
  test("readers are told where within about a second, newcomers too, and nobody is told who", async () => {
    const scene = await aScene(app.core, cast);
    const [moderator, host] = [await reader(cast.moderator, scene), await reader(cast.host, scene)];
    const visitor = await reader(null, scene);
    // Heartbeats of a second, told to whoever is there: what is timed is from the answer on.
    await say(moderator, scene, true);
    const since = performance.now();
    for (const each of [visitor, host])
      await expect.poll(() => told(each), soon).toEqual([reply(scene)]);
    inTime(performance.now() - since, 2_000);
    const newcomer = await reader(null, scene);
    await expect.poll(() => told(newcomer), soon).toEqual([reply(scene)]);
    // One of their own is told to nobody; another's at the same place is.
    for (const { event } of moderator.all("feed:answering"))
      expect(event).toEqual({ discussionId: scene.discussionId, places: [] });
    await say(host, scene, true);
    await expect.poll(() => told(moderator), soon).toEqual([reply(scene)]);
    expect(told(visitor)).toEqual([reply(scene)]);
    for (const each of [visitor, newcomer]) {
      expect(each.bytes).toContain("feed:answering");
      for (const { id, name } of [cast.moderator, cast.host]) {
        expect(each.bytes).not.toContain(id);
        for (const { event } of each.all("feed:answering"))
          expect(JSON.stringify(event)).not.toContain(name);
      }
    }
    expect(await app.core.deps.store.log.head(scene.discussionId)).toBe(visitor.feed?.seq);
  });

  test("it ends when it is said to be over, and an older place's end doesn't end the newer one", async () => {
    const { scene, moderator, visitor } = await shown();
    const answer = { questionId: scene.open, parentId: null };
    await say(moderator, scene, true, answer);
    await expect.poll(() => told(visitor), soon).toEqual([answer]);
    await say(moderator, scene, false);
    expect(app.core.deps.answering.in(scene.discussionId)).toHaveLength(1);
    await say(moderator, scene, false, answer);
    await expect.poll(() => told(visitor), soon).toEqual([]);
  });

  test("it ends with the socket, and after fifteen seconds without a renewal", async () => {
    const { moderator, visitor } = await shown();
    moderator.socket.close();
    await expect.poll(() => told(visitor), soon).toEqual([]);
    const second = await shown();
    try {
      ahead = 14_000;
      await say(second.moderator, second.scene, true);
      ahead = 22_000;
      const tellings = second.visitor.all("feed:answering").length;
      await expect
        .poll(() => second.visitor.all("feed:answering").length, { timeout: 8_000 })
        .toBeGreaterThan(tellings);
      expect(told(second.visitor)).toEqual([reply(second.scene)]);
      ahead = 29_100;
      await expect.poll(() => told(second.visitor), soon).toEqual([]);
    } finally {
      ahead = 0;
    }
  });

  test.each(["hidden", "locked", "revoked", "muted"] as const)(
    "it ends when the post, the question or the moderator is %s",
    async (what) => {
      const { scene, visitor } = await shown();
      const { discussionId } = scene;
      const { answer } = app.core;
      const more = { discussionId, commandId: commandId() };
      const host = as(cast.host);
      const { id: userId } = cast.moderator;
      if (what === "hidden")
        await granted(answer, host, "post:hide", {
          ...{ ...more, postId: scene.published, reason: "spam" },
        });
      if (what === "locked")
        await granted(answer, host, "question:lock", { ...more, questionId: scene.open });
      if (what === "revoked") await granted(answer, host, "member:revoke", { ...more, userId });
      if (what === "muted")
        await app.core.deps.serving.commit(discussionId, {
          ...{ commandId: commandId(), actorId: cast.host.id, hash: "muted" },
          decide: () => [
            { type: "member:muted", userId, until: null, reason: "spam", noteId: null },
          ],
        });
      await expect.poll(() => told(visitor), soon).toEqual([]);
    },
  );

  test("where no post could be sent nothing is shown, with the reason why", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId, open: questionId } = scene;
    const other = await aScene(app.core, cast);
    const refused = async (account: Account, place: AnsweredPlace) => {
      const input = { discussionId, ...place, on: true };
      const result = await httpSend(app, await app.tokenFor(account), "post:answering", input);
      return result.ok ? "granted" : result.failure.code;
    };
    const { moderator, participant } = cast;
    expect(await refused(participant, reply(scene))).toBe("not_allowed");
    expect(await refused(moderator, { questionId: other.open, parentId: null })).toBe("not_found");
    expect(await refused(moderator, { questionId, parentId: other.published })).toBe("not_found");
    expect(await refused(moderator, { questionId, parentId: scene.hidden })).toBe(
      "parent_unavailable",
    );
    expect(await refused(moderator, { questionId: scene.locked, parentId: null })).toBe(
      "question_locked",
    );
    expect(app.core.deps.answering.in(discussionId)).toEqual([]);
    expect(await refused(moderator, { questionId, parentId: null })).toBe("granted");
  });
});
