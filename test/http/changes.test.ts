import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { soon } from "#test/support/event-reader.ts";
import { inTime } from "#test/support/in-time.ts";
import { plain, plainSnapshot } from "#test/support/live-reader.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { PollReader } from "#test/support/poll-reader.ts";
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

const started: PollReader[] = [];
afterEach(() => {
  for (const each of started.splice(0)) each.stop();
});
type How = ConstructorParameters<typeof PollReader>[2];
function reader(how: How = {}, { discussionId } = scene): PollReader {
  const each = new PollReader(app, discussionId, how);
  started.push(each);
  return each;
}

const post = (body = "<p>Words.</p>", at = scene) =>
  granted(app.core.answer, as(cast.participant), "post:create", {
    ...{ discussionId: at.discussionId, questionId: at.open, parentId: null, body },
    ...{ language: "en", commandId: commandId() },
  });
const ask = async (query: string, init: RequestInit = {}) => {
  const address = `${app.url}/api/v1/discussions/${scene.discussionId}/changes?${query}`;
  const response = await fetch(address, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const here = async () => {
  const { body } = await ask("wait=0");
  return { epoch: body.value.epoch, head: Number(body.value.head) };
};

describe("asking for changes, and waiting for them", () => {
  test("answers at once when there is something, with the current state of what was touched", async () => {
    const { epoch, head } = await here();
    const { postId } = await post("<p>There already.</p>");
    const began = performance.now();
    const { body } = await ask(`epoch=${epoch}&since=${head}&wait=30`);
    inTime(performance.now() - began, 5_000);
    expect(body.value).toMatchObject({ mode: "delta", head: head + 1 });
    expect(JSON.stringify(body.value.changes)).toContain(postId);
  });

  test("waits until there is something", async () => {
    const each = reader();
    await each.ask();
    const asked = each.ask();
    await expect.poll(() => app.streams.waiting, soon).toBe(1);
    const { postId, seq } = await post("<p>At last.</p>");
    expect(await asked).toMatchObject({ ok: true, value: { mode: "delta", head: seq } });
    expect(each.feed?.posts.get(postId)?.html).toBe("<p>At last.</p>");
    expect(app.streams.waiting).toBe(0);
  });

  test("answers with nothing but the head when the time is over", async () => {
    const { epoch, head } = await here();
    const began = performance.now();
    const { status, body } = await ask(`epoch=${epoch}&since=${head}&wait=1`);
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(status).toBe(200);
    expect(body.value).toMatchObject({ mode: "delta", epoch, head, changes: [], windows: [] });
    expect(app.streams.waiting).toBe(0);
  });

  test.each([
    ["without a seq", ""],
    ["of another log", "&epoch=another&since=1"],
    ["ahead of the log", "&since=999999999999&epoch="],
  ])("a client %s gets a snapshot and waits for nothing", async (_, more) => {
    const { epoch } = await here();
    const { body } = await ask(`wait=30${more.endsWith("epoch=") ? more + epoch : more}`);
    expect(body.value).toMatchObject({ mode: "snapshot", epoch });
  });

  test.each([
    ["wait=-1", "wait"],
    ["wait=31", "wait"],
    ["wait=1e9", "wait"],
    ["wait=1000000000", "wait"],
    ["wait=", "wait"],
    ["wait=soon", "wait"],
    ["wait=1.5", "wait"],
    ["wait=1&wait=2", "wait"],
    ["wait=30&since=-1", "since"],
    ["wait=30&since=99999999999999999999", "since"],
    ["wait=30&since=x", "since"],
    ["wait=30&since=1&since=2", "since"],
    ["wait=30&epoch=a&epoch=b", "epoch"],
    [`wait=30&epoch=${"e".repeat(65)}`, "epoch"],
    ["wait[]=1", "wait[]"],
    ["wait=30&more=1", "more"],
  ])("%s is refused", async (query, field) => {
    const { status, body } = await ask(query);
    expect([status, body.failure?.code, body.failure?.field]).toEqual([
      400,
      "invalid_input",
      field,
    ]);
  });

  test("a draft is not found, and nothing waits for it", async () => {
    const { discussionId } = await granted(app.core.answer, as(cast.admin), "discussion:create", {
      ...{ slug: "a-draft-to-wait-for", title: { en: "Draft" }, languages: ["en"] },
      commandId: commandId(),
    });
    const address = `${app.url}/api/v1/discussions/${discussionId}/changes?wait=30`;
    expect((await fetch(address)).status).toBe(404);
    const headers = { authorization: `Bearer ${await app.tokenFor(cast.participant)}` };
    expect((await fetch(address, { headers })).status).toBe(404);
    expect(app.streams.waiting).toBe(0);
  });

  test("a moderator with a token waits for what moderators see, and nobody else hears of it", async () => {
    const moderator = reader({ token: await app.tokenFor(cast.moderator) });
    await moderator.ask();
    const asked = moderator.ask();
    const { epoch, head } = await here();
    const public_ = ask(`epoch=${epoch}&since=${head}&wait=30`);
    await expect.poll(() => app.streams.waiting, soon).toBe(2);
    await granted(app.core.answer, as(cast.moderator), "member:mute", {
      ...{ discussionId: scene.discussionId, userId: cast.target.id, reason: "spam" },
      ...{ until: new Date(Date.now() + 60_000).toISOString(), commandId: commandId() },
    });
    expect(JSON.stringify(await asked)).toContain(cast.target.id);
    const { body } = await public_;
    expect(body.value).toMatchObject({ mode: "delta", head: head + 1, changes: [] });
  });

  test("who has lost the right meanwhile hears why instead", async () => {
    const token = await app.tokenFor(cast.author);
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await ask("wait=0", { headers });
    const { epoch, head } = body.value;
    const asked = ask(`epoch=${epoch}&since=${head}&wait=30`, { headers });
    await expect.poll(() => app.streams.waiting, soon).toBe(1);
    await fetch(`${app.url}/api/v1/session/end`, {
      ...{ method: "POST", body: "{}" },
      headers: { ...headers, "content-type": "application/json" },
    });
    await post();
    const answered = await asked;
    expect([answered.status, answered.body.failure?.code]).toEqual([401, "session_ended"]);
  });

  test("without wait it is the command as it always was, and HEAD waits for nothing", async () => {
    const { epoch, head } = await here();
    const { body } = await ask(`epoch=${epoch}&since=${head}`);
    expect(body.value).toMatchObject({ mode: "delta", changes: [] });
    const address = `${app.url}/api/v1/discussions/${scene.discussionId}/changes`;
    const looked = await fetch(`${address}?epoch=${epoch}&since=${head}&wait=30`, {
      method: "HEAD",
    });
    expect(looked.status).toBe(200);
  });

  test("any page may ask without a token", async () => {
    const { headers } = await ask("wait=0", { headers: { origin: "https://anywhere.example" } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cache-control")).toContain("no-store");
  });

  test("a client that goes away leaves nothing behind", async () => {
    const readers = Array.from({ length: 30 }, () => reader());
    for (const each of readers) each.start();
    await expect.poll(() => app.streams.waiting, soon).toBe(30);
    for (const each of readers) each.stop();
    await expect.poll(() => app.streams.waiting, soon).toBe(0);
  });

  test("readers that drop out at random end with what a newcomer reads (P4)", async () => {
    // Of one question a newcomer's window holds more posts than come here.
    const { discussionId, questionIds } = await anOpenDiscussion(
      app.core.answer,
      as(cast.admin),
      1,
    );
    await granted(app.core.answer, as(cast.admin), "member:grant", {
      ...{ discussionId, account: cast.moderator.email ?? "", role: "moderator" },
      commandId: commandId(),
    });
    const its = { ...scene, discussionId, open: questionIds[0] ?? scene.open };
    const readers = Array.from({ length: 5 }, () => reader({}, its));
    for (const each of readers) each.start();
    const posts: string[] = [];
    for (let i = 0; i < 60; i++) {
      const each = readers[(i * 7) % 5];
      if (i % 3 === 0) each?.stop();
      if (i % 3 === 2) each?.start();
      if (i % 4 === 3)
        await app.core.answer(as(cast.moderator), "post:hide", {
          ...{ discussionId, postId: posts[i % posts.length], reason: "spam" },
          commandId: commandId(),
        });
      else posts.push((await post(`<p>Number ${i}.</p>`, its)).postId);
      if (i % 5 === 0) await new Promise((next) => setTimeout(next, 15));
    }
    for (const each of readers) each.stop();
    for (const each of readers) each.start();
    const now = await granted(app.core.answer, visitor, "discussion:read", { discussionId });
    for (const each of readers) {
      await expect.poll(() => each.feed?.seq, soon).toBe(now.head);
      expect(plain(each.feed)).toEqual(plainSnapshot(now));
      expect(each.answers.every(({ ok }) => ok)).toBe(true);
    }
  });
});

test("a server on its way out answers those who wait", async () => {
  const other = await startApp();
  const its = await aScene(other.core, await aCast(other.core));
  const each = new PollReader(other, its.discussionId);
  await each.ask();
  const asked = each.ask();
  await expect.poll(() => other.streams.waiting, soon).toBe(1);
  await other.close();
  expect(await asked).toMatchObject({
    ok: false,
    failure: { code: "unavailable", retryAfter: 2 },
  });
});

test("an address has a number of waiting requests at most", async () => {
  const other = await startApp({ env: { LIMIT_FACTOR: "0.004" } });
  const its = await aScene(other.core, await aCast(other.core));
  const [first, second, third] = [1, 2, 3].map(() => new PollReader(other, its.discussionId));
  for (const each of [first, second, third]) await each?.ask();
  void first?.ask().catch(() => null);
  void second?.ask().catch(() => null);
  await expect.poll(() => other.streams.waiting, soon).toBe(2);
  expect(await third?.ask()).toMatchObject({ ok: false, failure: { code: "slow_down" } });
  await other.close();
});
