import type { Socket } from "socket.io-client";
import { afterEach, describe, expect, test } from "vitest";
import type { Event } from "#shared/events.ts";
import { beside } from "#test/support/beside.ts";
import { connect } from "#test/support/doors.ts";
import { LiveReader } from "#test/support/live-reader.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { aCast, aScene } from "#test/support/scene.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** How many read, as this reader was told last. */
const counted = (reader: LiveReader) =>
  (reader.all("feed:presence").at(-1)?.event as Event<"feed:presence"> | undefined)?.readers;

describe.skipIf(redis === null)("a process that dies", () => {
  test("takes its readers out of the others' count within seconds", async () => {
    const server = await RedisServer.start();
    const dataDir = tempFolder();
    const site = { REDIS_URL: server.url(), PUBLIC_URL: "http://localhost:1" };
    const env = { ...site, DATA_DIR: dataDir };
    const start = async () => new ServerProcess(await freePort(), env).listening();
    const here = await start();
    const there = await start();
    const rules = await beside({ kind: "sqlite", dataDir, durability: "normal" }, here.url);
    const { discussionId } = await aScene(rules.core, await aCast(rules.core));
    await rules.close();
    const read = async (at: ServerProcess) => {
      const socket = await connect(at, null);
      sockets.push(socket);
      const reader = new LiveReader(socket, discussionId);
      expect(await reader.join()).toMatchObject({ ok: true });
      return reader;
    };
    const reader = await read(here);
    await read(there);
    await read(there);
    await expect.poll(() => counted(reader), { timeout: 10_000 }).toBe(3);
    await there.kill();
    await expect.poll(() => counted(reader), { timeout: 10_000 }).toBe(1);
    expect(here.complaints).toEqual([]);
  });
});
