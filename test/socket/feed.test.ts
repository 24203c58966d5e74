import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newDiscussionId } from "#server/domain/new-id.ts";
import { editionOf } from "#server/domain/reading/edition.ts";
import type { Account } from "#server/domain/store.ts";
import type { Event } from "#shared/events.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { token as canaryWord } from "#test/support/canary.ts";
import { granted } from "#test/support/discussion.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import { type LiveReader, plain, plainSnapshot } from "#test/support/live-reader.ts";
import { as, commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { headOf, openReaders, sendOn } from "#test/support/socket-room.ts";

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

const reader = async (account: Account | null, { discussionId }: Pick<Scene, "discussionId">) =>
  readers.reader(account && (await app.tokenFor(account)), discussionId);
const post = ({ discussionId, open }: Scene, body = "<p>Words.</p>") => ({
  ...{ discussionId, questionId: open, parentId: null, language: "en", commandId: commandId() },
  body,
});
/** Waits until it holds; says how long after `since` that was. */
async function waited(since: number, holds: () => boolean): Promise<number> {
  await expect.poll(holds, { timeout: 5_000, interval: 2 }).toBe(true);
  return performance.now() - since;
}
const stateOf = (each: LiveReader, id: PostId) => each.feed?.posts.get(id)?.state;
const atHead = async (each: LiveReader, id: DiscussionId) => {
  const head = await headOf(app.core, id);
  await expect.poll(() => each.feed?.seq, { timeout: 5_000, interval: 2 }).toBe(head);
};

describe("what one does, the others see", () => {
  test("a post is on every other screen in 300 ms, and on its author's", async () => {
    const scene = await aScene(app.core, cast);
    const [author, visitor, other] = [
      await reader(cast.participant, scene),
      await reader(null, scene),
      await reader(cast.author, scene),
    ];
    const took: number[] = [];
    for (let i = 0; i < 10; i++) {
      const since = performance.now();
      const sent = await sendOn(author.socket, "post:create", post(scene, `<p>Number ${i}.</p>`));
      if (!sent.ok) throw new Error(sent.failure.code);
      for (const each of [visitor, other, author])
        took.push(await waited(since, () => each.feed?.posts.has(sent.value.postId) === true));
      expect(visitor.feed?.posts.get(sent.value.postId)?.html).toBe(`<p>Number ${i}.</p>`);
    }
    inTime(Math.max(...took), 300);
  });

  test("hiding, restoring, pinning, locking and muting show within a second", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId, published: postId, open: questionId } = scene;
    const [moderator, visitor, target] = [
      await reader(cast.moderator, scene),
      await reader(null, scene),
      await reader(cast.target, scene),
    ];
    const act = async (name: Parameters<typeof sendOn>[1], more: object, shows: () => boolean) => {
      const since = performance.now();
      const input = { discussionId, commandId: commandId(), ...more };
      expect(await sendOn(moderator.socket, name, input)).toMatchObject({ ok: true });
      expect([name, (await waited(since, shows)) < 1_000]).toEqual([name, true]);
    };
    const words = visitor.feed?.posts.get(postId)?.html;
    expect(words).toBeTruthy();
    await act("post:hide", { postId, reason: "spam" }, () => stateOf(visitor, postId) === "hidden");
    expect(visitor.feed?.posts.get(postId)).toMatchObject({ html: "", author: null });
    await act("post:restore", { postId }, () => stateOf(visitor, postId) === "published");
    expect(visitor.feed?.posts.get(postId)?.html).toBe(words);
    const pinned = () => visitor.feed?.posts.get(postId)?.pinned;
    await act("post:pin", { postId }, () => typeof pinned() === "number");
    await act("post:unpin", { postId }, () => pinned() === null);
    const locked = () => visitor.feed?.questions.get(questionId)?.locked === true;
    await act("question:lock", { questionId }, locked);
    await act("question:unlock", { questionId }, () => !locked());
    const until = new Date(Date.now() + 60_000).toISOString();
    const mute = () => target.feed?.members.get(cast.target.id)?.mute;
    await act("member:mute", { userId: cast.target.id, until, reason: "spam" }, () => !!mute());
    await act("member:unmute", { userId: cast.target.id }, () => !mute());
  });
});

describe("a reader comes back", () => {
  test("it gets exactly what it missed, and holds what a newcomer holds", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId } = scene;
    const token = await app.tokenFor(cast.participant);
    const reader = await readers.reader(token, discussionId);
    const held = reader.feed?.seq ?? 0;
    reader.socket.disconnect();
    const { answer } = app.core;
    const made: PostId[] = [];
    for (let i = 0; i < 5; i++)
      made.push((await granted(answer, as(cast.author), "post:create", post(scene))).postId);
    const postId = scene.pinned;
    await granted(answer, as(cast.moderator), "post:hide", {
      ...{ discussionId, postId, reason: "spam", commandId: commandId() },
    });
    reader.socket.connect();
    await atHead(reader, discussionId);
    const back = reader.joins.at(-1);
    expect(back).toMatchObject({ mode: "delta", head: held + 6 });
    const posts = back?.changes.flatMap((each) => (each.kind === "post" ? [each.post.id] : []));
    expect(new Set(posts)).toEqual(new Set([...made, postId]));
    const fresh = await httpSend(app, token, "discussion:read", { discussionId });
    if (!fresh.ok) throw new Error("a snapshot");
    expect(plain(reader.feed)).toEqual(plainSnapshot(fresh.value));
  });

  test("a thousand entries are caught up on, one more brings a snapshot", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId, locked: questionId } = scene;
    const held = await headOf(app.core, discussionId);
    const toggles = Array.from({ length: limits.replayEntries + 1 }, (_, i) =>
      app.core.deps.serving.commit(discussionId, {
        ...{ commandId: commandId(), actorId: cast.host.id, hash: "toggle" },
        decide: () => [{ type: i % 2 ? "question:locked" : "question:unlocked", questionId }],
      }),
    );
    await Promise.all(toggles);
    const epoch = editionOf(app.store.epoch, discussionId);
    const join = async (since: number, more = {}) => {
      const joined = await sendOn(socket, "discussion:join", {
        ...{ discussionId, epoch, since, ...more },
      });
      return joined.ok ? joined.value.mode : joined.failure.code;
    };
    const socket = await connect(app, null);
    expect(await join(held + 1)).toBe("delta");
    expect(await join(held)).toBe("snapshot");
    expect(await join(held + 5, { epoch: "another life of the log" })).toBe("snapshot");
    expect(await join(held + 5, { epoch: null })).toBe("snapshot");
    expect(await join(held + 5, { audience: "moderators" })).toBe("snapshot");
    expect(await join(held + 1_000_000)).toBe("snapshot");
    socket.close();
  });
});

describe("rooms", () => {
  test("a draft is no more there than a discussion that isn't, and nothing of it is heard", async () => {
    const { answer } = app.core;
    const { discussionId } = await granted(answer, as(cast.admin), "discussion:create", {
      ...{ slug: "not-yet", title: { en: "Not yet" }, languages: ["en"], commandId: commandId() },
    });
    const socket = await connect(app, await app.tokenFor(cast.participant));
    let bytes = "";
    socket.io.engine.on("packet", ({ data }: { data?: unknown }) => {
      bytes += String(data);
    });
    const asked = (id: DiscussionId) =>
      sendOn(socket, "discussion:join", { discussionId: id, epoch: null, since: null });
    const refused = await asked(discussionId);
    expect(refused).toMatchObject({ ok: false, failure: { code: "not_found" } });
    expect(refused).toEqual(await asked(newDiscussionId()));
    const admin = await readers.reader(await app.tokenFor(cast.admin), discussionId);
    const word = canaryWord();
    await granted(answer, as(cast.admin), "question:add", {
      ...{ discussionId, text: { en: word }, commandId: commandId() },
    });
    await atHead(admin, discussionId);
    expect(admin.bytes).toContain(word);
    await sendOn(socket, "discussion:list", {});
    expect(bytes).not.toContain(word);
    socket.close();
  });

  test("a socket follows a hundred discussions at most, also when it asks for all at once", async () => {
    const { answer } = app.core;
    const all: DiscussionId[] = [];
    for (let i = 0; i < limits.roomsPerSocket + 10; i++) {
      const made = await granted(answer, as(cast.admin), "discussion:create", {
        ...{ slug: `many-${i}`, title: { en: "Many" }, languages: ["en"], commandId: commandId() },
      });
      all.push(made.discussionId);
    }
    const socket = await connect(app, await app.tokenFor(cast.admin));
    const join = (discussionId: DiscussionId) =>
      sendOn(socket, "discussion:join", { discussionId, epoch: null, since: null });
    const joined = await Promise.all(all.map(join));
    const refused = joined.flatMap((each) => (each.ok ? [] : [each.failure.code]));
    expect(refused).toEqual(Array(10).fill("conflict"));
    const [one] = all.filter((_, i) => joined[i]?.ok);
    const [waiting] = all.filter((_, i) => !joined[i]?.ok);
    if (!one || !waiting) throw new Error("some of each");
    expect(await join(one)).toMatchObject({ ok: true }); // again is no other one
    await sendOn(socket, "discussion:leave", { discussionId: one });
    expect(await join(waiting)).toMatchObject({ ok: true });
    socket.close();
  });

  test("leaving stops the messages, also right behind a join", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId } = scene;
    const [stays, leaves] = [await reader(null, scene), await reader(null, scene)];
    const tell = async () => {
      await granted(app.core.answer, as(cast.author), "post:create", post(scene));
      await atHead(stays, discussionId);
      await sendOn(leaves.socket, "discussion:list", {}); // what was sent before has come
      return leaves.all("feed:changed").length;
    };
    expect(await tell()).toBe(1);
    await sendOn(leaves.socket, "discussion:leave", { discussionId });
    expect(await tell()).toBe(1);
    const joining = leaves.join();
    const leaving = sendOn(leaves.socket, "discussion:leave", { discussionId });
    await Promise.all([joining, leaving]);
    expect(await tell()).toBe(1);
  });

  test("every reader hears how many read, newcomers too, and visitors count", async () => {
    const scene = await aScene(app.core, cast);
    const { discussionId } = scene;
    const count = (each: LiveReader) =>
      (each.all("feed:presence").at(-1)?.event as Event<"feed:presence"> | undefined)?.readers;
    const shows = (each: LiveReader, readers: number) =>
      expect.poll(() => count(each), { timeout: 3_000, interval: 10 }).toBe(readers);
    const [first, second] = [await reader(null, scene), await reader(cast.participant, scene)];
    await shows(first, 2);
    await shows(second, 2);
    // One goes as another comes: the number stays, and still the newcomer has to hear it.
    second.socket.close();
    const third = await reader(cast.author, scene);
    await shows(third, 2);
    third.socket.close();
    await shows(first, 1);
    await sendOn(first.socket, "discussion:leave", { discussionId });
  });
});
