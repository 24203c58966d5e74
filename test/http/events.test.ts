import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newDiscussionId } from "#server/domain/new-id.ts";
import { editionOf } from "#server/domain/reading/edition.ts";
import type { DiscussionRef } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { EventReader, soon } from "#test/support/event-reader.ts";
import { plain, plainSnapshot } from "#test/support/live-reader.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";

let app: TestApp;
let cast: Cast;
let scene: Scene;
beforeAll(async () => {
  app = await startApp();
  cast = await aCast(app.core);
  scene = await aScene(app.core, cast);
});
afterAll(() => app.close());

const open: EventReader[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.drop();
});
type How = ConstructorParameters<typeof EventReader>[2];
function reader(discussionId: DiscussionRef, how?: How): EventReader {
  const each = new EventReader(app, discussionId, how);
  open.push(each);
  return each;
}

const post = (body = "<p>Words.</p>", at = scene) =>
  granted(app.core.answer, as(cast.participant), "post:create", {
    ...{ discussionId: at.discussionId, questionId: at.open, parentId: null, language: "en" },
    ...{ body, commandId: commandId() },
  });
const hide = (postId: string, at = scene) =>
  granted(app.core.answer, as(cast.moderator), "post:hide", {
    ...{ discussionId: at.discussionId, postId, reason: "spam", commandId: commandId() },
  });
const here = () => editionOf(app.store.epoch, scene.discussionId);
const fresh = async (at = scene) =>
  plainSnapshot(
    await granted(app.core.answer, visitor, "discussion:read", { discussionId: at.discussionId }),
  );
/** Waits until a reader holds what a newcomer reads. */
const level = async (each: EventReader, at = scene) => {
  const now = await fresh(at);
  await expect.poll(() => each.feed?.seq, soon).toBe(now?.seq);
  expect(plain(each.feed)).toEqual(now);
};

describe("an event stream", () => {
  test("begins with what a join answers, and tells what happens from then on", async () => {
    const each = reader(scene.slug);
    const joined = await each.join();
    expect(joined).toMatchObject({ mode: "snapshot", viewer: { role: "visitor", userId: null } });
    const { postId, seq } = await post("<p>Hello, stream.</p>");
    await expect.poll(() => each.feed?.posts.get(postId)?.html, soon).toBe("<p>Hello, stream.</p>");
    expect(each.lastId).toBe(`${here()}:${seq}`);
    await hide(postId);
    await expect.poll(() => each.feed?.posts.get(postId)?.state, soon).toBe("hidden");
    expect(each.feed?.posts.get(postId)?.html).toBe("");
    await level(each);
  });

  test("goes on after the last event, with only what came since", async () => {
    const each = reader(scene.discussionId);
    const { head } = await each.join();
    each.drop();
    const { postId } = await post();
    const again = await each.join();
    expect(again).toMatchObject({ mode: "delta", head: head + 1 });
    expect(again.changes.filter(({ kind }) => kind === "post")).toHaveLength(1);
    expect(each.feed?.posts.has(postId)).toBe(true);
    await level(each);
  });

  test.each([
    ["of another log", () => `another-epoch:1`],
    ["of records of another version", () => `${app.store.epoch}-0123abcd:1`],
    ["of another discussion", () => `${editionOf(app.store.epoch, newDiscussionId())}:1`],
    ["that isn't one of ours", () => "17"],
    ["ahead of the log", () => `${here()}:999999`],
    ["with a huge number", () => `${here()}:99999999999999999999`],
  ])("starts over after an id %s", async (_, id) => {
    const each = reader(scene.discussionId);
    each.lastId = id();
    expect(await each.join()).toMatchObject({ mode: "snapshot" });
    await level(each);
  });

  test("takes epoch and since from its address at the first time, and the last event's id over them", async () => {
    const at = (since: string) =>
      reader(scene.discussionId, { query: `?epoch=${here()}&since=${since}` });
    const { seq } = await post();
    const first = at(String(seq - 1));
    expect(await first.join()).toMatchObject({ mode: "delta", head: seq });
    const returning = at("1");
    returning.lastId = `${here()}:${seq}`;
    expect(await returning.join()).toMatchObject({ mode: "delta", changes: [] });
  });

  test("gives a snapshot to whoever missed too much", async () => {
    const far = await aScene(app.core, cast);
    const each = reader(far.discussionId);
    await each.join();
    each.drop();
    const behind = limits.replayEntries + 1;
    for (let i = 0; i < behind; i += 100)
      await Promise.all(
        Array.from({ length: Math.min(100, behind - i) }, () => post("<p>One of many.</p>", far)),
      );
    expect(await each.join()).toMatchObject({ mode: "snapshot" });
    await level(each, far);
  }, 60_000);

  test("reads as the public does, whoever asks", async () => {
    const headers = { authorization: `Bearer ${await app.tokenFor(cast.moderator)}` };
    const each = reader(scene.discussionId, { headers });
    expect(await each.join()).toMatchObject({ viewer: { role: "visitor", audience: "public" } });
    expect([...(each.feed?.posts.keys() ?? [])]).not.toContain(scene.pending);
    await level(each);
  });

  test("is not there for a draft, not even for its host, nor for what isn't a discussion", async () => {
    const { discussionId } = await granted(app.core.answer, as(cast.admin), "discussion:create", {
      ...{ slug: "only-a-draft", title: { en: "Draft" }, languages: ["en"] },
      commandId: commandId(),
    });
    const headers = { authorization: `Bearer ${await app.tokenFor(cast.admin)}` };
    for (const at of [discussionId, "only-a-draft", "nothing-here"]) {
      const response = await fetch(`${app.url}/api/v1/discussions/${at}/events`, { headers });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ ok: false, failure: { code: "not_found" } });
    }
  });

  test.each(["since=-1", "since=1.5", "since=x", "since=1&since=2", "epoch=a&epoch=b", "more=1"])(
    "refuses an address with %s",
    async (query) => {
      const response = await fetch(
        `${app.url}/api/v1/discussions/${scene.discussionId}/events?${query}`,
      );
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ failure: { code: "invalid_input" } });
    },
  );

  test("says in its head how it is to be treated, and that any page may read it", async () => {
    const each = reader(scene.discussionId);
    const { statusCode, headers } = await each.open();
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "*",
    });
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
    expect(headers["content-encoding"]).toBeUndefined();
    expect(headers["set-cookie"]).toBeUndefined();
    await expect.poll(() => each.events[0]?.retry, soon).toBeGreaterThanOrEqual(1_500);
    expect(each.events[0]?.retry).toBeLessThanOrEqual(3_000);
  });

  test("answers HEAD without opening, and takes no other method", async () => {
    const address = `${app.url}/api/v1/discussions/${scene.discussionId}/events`;
    const head = await fetch(address, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
    ]);
    const posted = await fetch(address, { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    const asked = await fetch(address, {
      ...{ method: "OPTIONS", headers: { "access-control-request-method": "GET" } },
    });
    expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });
});
