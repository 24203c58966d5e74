import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Account, Store } from "#server/domain/store.ts";
import type { MemberView } from "#shared/model.ts";
import { secret, startApp, type TestApp } from "#test/support/app.ts";
import { token as canaryWord } from "#test/support/canary.ts";
import { aPendingPost, granted } from "#test/support/discussion.ts";
import { httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import type { LiveReader } from "#test/support/live-reader.ts";
import { anAccount, as, commandId } from "#test/support/people.ts";
import { quiet } from "#test/support/quiet.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { openReaders, sendOn } from "#test/support/socket-room.ts";
import { sqlite } from "#test/support/stores.ts";

let app: TestApp;
let stores: Store[];
let elsewhere: Core;
let cast: Cast;
let readers: ReturnType<typeof openReaders>;

beforeAll(async () => {
  const fresh = await sqlite.open();
  stores = [fresh.store, await fresh.again()];
  app = await startApp({ store: fresh.store });
  elsewhere = openCore({
    ...{ store: stores[1] ?? fresh.store, log: quiet, publicUrl: app.url, secret },
    limitFactor: 1e5,
  });
  cast = await aCast(app.core);
  readers = openReaders(app);
});
afterEach(() => readers.close());
afterAll(async () => {
  await app.close();
  await elsewhere.close();
  for (const store of stores) await store.close();
});

const tokenFor = (account: Account) => app.tokenFor(account);
const reader = async (account: Account, scene: Scene) =>
  readers.reader(await tokenFor(account), scene.discussionId);

/** A secret that only moderators may read, told live; resolves when `witness` has it. */
async function tellModerators(scene: Scene, witness: LiveReader): Promise<string> {
  const word = canaryWord();
  const { discussionId, open } = scene;
  await aPendingPost(app.core.deps, as(cast.author), discussionId, open, `<p>${word}</p>`);
  await expect.poll(() => witness.bytes.includes(word), { timeout: 2_000, interval: 5 }).toBe(true);
  return word;
}
const levelWith = async (one: LiveReader, other: LiveReader) =>
  expect.poll(() => one.feed?.seq === other.feed?.seq, { timeout: 3_000, interval: 5 }).toBe(true);

describe.each([
  ["in this process", 1_000, () => app.core],
  ["by another process on the same store", 2_000, () => elsewhere],
] as const)("a role is taken away %s", (_, ms, core) => {
  test("the moderator starts over as everybody, and hears nothing of the moderators' any more", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId } = scene;
    const [moderator, host] = [await reader(cast.moderator, scene), await reader(cast.host, scene)];
    expect(moderator.feed?.viewer.audience).toBe("moderators");
    const before = await tellModerators(scene, host);
    await expect.poll(() => moderator.bytes.includes(before), { timeout: 1_000 }).toBe(true);

    const since = performance.now();
    await granted(core().answer, as(cast.host), "member:revoke", {
      ...{ discussionId, userId: cast.moderator.id, commandId: commandId() },
    });
    await expect
      .poll(() => moderator.all("feed:resync").length, { timeout: ms + 2_000, interval: 5 })
      .toBe(1);
    inTime((moderator.all("feed:resync")[0]?.at ?? Infinity) - since, ms);
    await expect.poll(() => moderator.feed?.viewer.audience, { interval: 5 }).toBe("public");

    const after = await tellModerators(scene, host);
    await levelWith(moderator, host);
    expect(moderator.bytes).not.toContain(after);
    expect(JSON.stringify([...(moderator.feed?.posts.values() ?? [])])).not.toContain(before);
    const hide = {
      ...{ discussionId, postId: scene.published, reason: "spam", commandId: commandId() },
    };
    expect(await sendOn(moderator.socket, "post:hide", hide)).toMatchObject({
      failure: { code: "not_allowed" },
    });
  });

  test("a role that is given brings the moderators' audience", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId } = scene;
    const [target, host] = [await reader(cast.target, scene), await reader(cast.host, scene)];
    expect(target.feed?.viewer.audience).toBe("public");
    const since = performance.now();
    await granted(core().answer, as(cast.host), "member:grant", {
      ...{ discussionId, account: cast.target.email ?? "", role: "moderator" },
      commandId: commandId(),
    });
    await expect
      .poll(() => target.feed?.viewer.audience, { timeout: ms + 2_000, interval: 5 })
      .toBe("moderators");
    inTime((target.all("feed:resync")[0]?.at ?? Infinity) - since, ms);
    const word = await tellModerators(scene, host);
    await levelWith(target, host);
    expect(target.bytes).toContain(word);
    const pin = { discussionId, postId: scene.published, commandId: commandId() };
    expect(await sendOn(target.socket, "post:pin", pin)).toMatchObject({ ok: true });
  });

  test("a muted person's page hears why and until when, and their next post is refused", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId, open } = scene;
    const [target, other] = [
      await reader(cast.target, scene),
      await reader(cast.participant, scene),
    ];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const since = performance.now();
    const note = canaryWord();
    await granted(core().answer, as(cast.moderator), "member:mute", {
      ...{ discussionId, userId: cast.target.id, until: until as never, reason: "hate", note },
      commandId: commandId(),
    });
    await expect
      .poll(() => target.all("feed:personal").length, { timeout: ms + 2_000, interval: 5 })
      .toBe(1);
    const [told] = target.all("feed:personal");
    inTime((told?.at ?? Infinity) - since, ms);
    expect(told?.event).toMatchObject({
      discussionId,
      changes: [
        { kind: "member", member: { userId: cast.target.id, mute: { until, reason: "hate" } } },
      ],
    });
    const post = {
      ...{ discussionId, questionId: open, parentId: null, body: "<p>But…</p>", language: "en" },
      commandId: commandId(),
    };
    expect(await sendOn(target.socket, "post:create", post)).toMatchObject({
      failure: { code: "muted" },
    });
    expect(await httpSend(app, await tokenFor(cast.target), "post:create", post)).toMatchObject({
      failure: { code: "muted" },
    });
    await levelWith(other, target);
    expect(target.bytes).not.toContain(note);
    expect(other.bytes).not.toContain(cast.target.id);
    const mine: MemberView | undefined = target.feed?.members.get(cast.target.id);
    expect(mine?.mute).toEqual({ until, reason: "hate", note: null });
  });
});

test("however a join and a loss of the role cross, the moderators' audience isn't kept", async () => {
  const scene = await aScene(app.core, cast);
  const { discussionId } = scene;
  const host = await reader(cast.host, scene);
  const fickle = await anAccount(app.store, "fickle");
  const their = await reader(fickle, scene);
  for (let round = 0; round < 25; round++) {
    const account = fickle.email ?? "";
    await granted(app.core.answer, as(cast.host), "member:grant", {
      ...{ discussionId, account, role: "moderator", commandId: commandId() },
    });
    const joins = [];
    for (let i = 0; i < round % 5; i++) joins.push(their.join());
    const revoked = granted(app.core.answer, as(cast.host), "member:revoke", {
      ...{ discussionId, userId: fickle.id, commandId: commandId() },
    });
    for (let i = 0; i < 3; i++) joins.push(their.join(i === 1));
    await revoked;
    await Promise.all(joins);
    await expect.poll(() => their.feed?.viewer.audience, { interval: 5 }).toBe("public");
    const word = await tellModerators(scene, host);
    await levelWith(their, host);
    expect([round, their.bytes.includes(word)]).toEqual([round, false]);
  }
});
