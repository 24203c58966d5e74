import type { Socket as TcpSocket } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DiscussionId } from "#shared/ids.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { granted } from "#test/support/discussion.ts";
import { LiveReader, plain, plainSnapshot } from "#test/support/live-reader.ts";
import { as, commandId } from "#test/support/people.ts";
import { aCast, aScene, type Cast, type Scene } from "#test/support/scene.ts";
import { headOf, openReaders } from "#test/support/socket-room.ts";

let app: TestApp;
let cast: Cast;
let readers: ReturnType<typeof openReaders>;
let scene: Scene;
const opened: Socket[] = [];
beforeAll(async () => {
  app = await startApp();
  cast = await aCast(app.core);
  readers = openReaders(app);
});
afterEach(() => {
  readers.close();
  for (const socket of opened.splice(0)) socket.close();
});
afterAll(() => app.close());

const cuts = async (): Promise<number> => {
  const figures = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^roundtable_queue_cuts_total (\d+)/m.exec(figures)?.[1]);
};

/** Long posts until it is so: what lies in the kernel's buffers isn't the server's, so it takes many. */
async function postUntil(isSo: () => Promise<boolean>): Promise<void> {
  const { discussionId, open: questionId } = scene;
  const long = `<p>${"word ".repeat(3_900)}</p>`;
  for (let round = 0; round < 100 && !(await isSo()); round++)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        granted(app.core.answer, as(cast.author), "post:create", {
          ...{ discussionId, questionId, parentId: null, language: "en", body: long },
          commandId: commandId(),
        }),
      ),
    );
  expect(await isSo()).toBe(true);
}

const newcomer = async (discussionId: DiscussionId) => {
  const caller = { actor: { kind: "visitor" as const }, address: "", cookie: null };
  const joined = await granted(app.core.answer, caller, "discussion:read", { discussionId });
  return plainSnapshot(joined);
};

/** A reader that comes back by itself, as the browser does. */
async function persistent(transport: "websocket" | "polling"): Promise<LiveReader> {
  const socket = io(app.url, {
    ...{ transports: [transport], forceNew: true, reconnectionDelay: 50 },
  });
  opened.push(socket);
  const reader = new LiveReader(socket, scene.discussionId);
  await expect.poll(() => reader.feed !== null, { timeout: 5_000 }).toBe(true);
  return reader;
}

const webSocketOf = (reader: LiveReader): WebSocket =>
  Reflect.get(reader.socket.io.engine.transport, "ws");
const tcpOf = (reader: LiveReader): TcpSocket => Reflect.get(webSocketOf(reader), "_socket");

const level = async (reader: LiveReader) => {
  const head = await headOf(app.core, scene.discussionId);
  await expect.poll(() => reader.feed?.seq, { timeout: 10_000 }).toBe(head);
};

describe("a client that doesn't read (P8)", () => {
  test("is cut, comes back by itself and holds what a newcomer reads; others notice nothing", async () => {
    scene = await aScene(app.core, cast);
    const before = await cuts();
    const [slow, other] = [
      await persistent("websocket"),
      await readers.reader(null, scene.discussionId),
    ];
    const tcp = tcpOf(slow);
    tcp.pause();
    await postUntil(async () => (await cuts()) > before);
    tcp.resume();
    await level(slow);
    await level(other);
    expect(slow.joins.length).toBeGreaterThan(1);
    expect(other.joins.length).toBe(1);
    const [held, all] = [plain(slow.feed), plain(other.feed)];
    const byId = new Map(all?.posts.map((post) => [post.id, post]));
    expect(held?.posts.map(({ id }) => byId.get(id))).toEqual(held?.posts);
    expect(held?.counts).toEqual(all?.counts);
    const fresh = await newcomer(scene.discussionId);
    expect(fresh?.posts.filter(({ id }) => !slow.feed?.posts.has(id))).toEqual([]);
    expect(await cuts()).toBe(before + 1);
  });

  test("is cut when it stops polling", async () => {
    scene = await aScene(app.core, cast);
    const before = await cuts();
    const slow = await persistent("polling");
    Reflect.set(slow.socket.io.engine.transport, "_poll", () => undefined);
    await postUntil(async () => (await cuts()) > before);
    expect(await cuts()).toBe(before + 1);
  });
});

test("a burst of answers to a client that reads is no reason to cut it", async () => {
  scene = await aScene(app.core, cast);
  const before = await cuts();
  const reader = await readers.reader(null, scene.discussionId);
  const answers = await Promise.all(
    Array.from({ length: 2_000 }, () =>
      reader.socket.timeout(20_000).emitWithAck("discussion:list", {}),
    ),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(reader.socket.connected).toBe(true);
  expect(await cuts()).toBe(before);
});
