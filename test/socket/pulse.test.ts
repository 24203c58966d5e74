import { createServer } from "node:http";
import { io as connect, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newDiscussionId } from "#server/domain/new-id.ts";
import { listen } from "#server/listen.ts";
import { openIo } from "#server/socket/gateway.ts";
import { Heard } from "#server/socket/heard.ts";
import { startPulse } from "#server/socket/pulse.ts";
import { rooms } from "#server/socket/rooms.ts";
import type { Io } from "#server/socket/types.ts";
import type { DiscussionId } from "#shared/ids.ts";

const discussionId = newDiscussionId();
const beatMs = 50;
const open: Socket[] = [];
let io: Io;
let url: string;
/** How many read at other processes. */
let others = 0;
let stop: () => void;
/** Where the log stands, and how far readers have heard of it. */
let heads: Map<DiscussionId, number>;
let heard: Heard;

beforeEach(async () => {
  heads = new Map([[discussionId, 7]]);
  heard = new Heard();
  const http = createServer();
  io = openIo(http, new Set());
  io.on("connection", (socket) => {
    socket.data.following = new Map([
      [discussionId, { audience: "public", isNew: true, release: () => undefined }],
    ]);
    socket.data.holder = null;
    void socket.join(rooms.audience(discussionId, "public"));
  });
  url = `http://127.0.0.1:${await listen(http, { port: 0, host: "127.0.0.1" })}`;
  stop = startPulse(io, {
    ...{ beatMs, epoch: "e", now: Date.now, counted: () => undefined },
    ...{ heads: async () => heads, heard },
    beside: { readers: () => new Map(), tellReaders: () => undefined },
    elsewhere: { share: () => undefined, readers: () => others },
    tellSupport: async () => undefined,
    tellAnswering: () => undefined,
  });
});
afterEach(async () => {
  stop();
  for (const socket of open.splice(0)) socket.close();
  await io.close();
});

/** What a reader is told, number after number: how many read, or where the log stands. */
function reader(of: "readers" | "head" = "readers"): number[] {
  const told: number[] = [];
  const socket = connect(url, { transports: ["websocket"], forceNew: true });
  open.push(socket);
  const name = of === "head" ? "feed:head" : "feed:presence";
  socket.on(name, (event: Record<typeof of, number>) => told.push(event[of]));
  return told;
}
const beats = (count: number) => new Promise((later) => setTimeout(later, count * beatMs));

test("up to a thousand readers are told at every beat how many they are", async () => {
  others = 900;
  const told = reader();
  await expect.poll(() => told.length).toBe(1);
  const growing = setInterval(() => others++, 10);
  await beats(10);
  clearInterval(growing);
  expect(told.length).toBeGreaterThanOrEqual(4);
});

test("a crowd is told less often, all the same in the end, and who comes is told at once", async () => {
  others = 39_000;
  const first = reader();
  await expect.poll(() => first).toEqual([39_001]);
  const second = reader();
  await expect.poll(() => second).toEqual([39_002]);
  expect(first).toEqual([39_001]);
  others = 39_050;
  await expect
    .poll(() => [first, second], { timeout: 8_000 })
    .toEqual([
      [39_001, 39_052],
      [39_002, 39_052],
    ]);
});

test("where the log stands is told at every tenth beat, unless readers have heard of just that meanwhile", async () => {
  const noting = setInterval(() => heard.note(discussionId, 7), 10);
  const told = reader("head");
  await beats(35);
  expect(told).toEqual([]);
  // The log has moved on, and nobody was told.
  heads.set(discussionId, 8);
  await expect.poll(() => told[0], { timeout: 4_000 }).toBe(8);
  clearInterval(noting);
});
