import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkRedis } from "#server/cluster/redis-link.ts";
import { inTime } from "#test/support/in-time.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

/** A Redis that can't be used is one clear line and an end, within five seconds. */
const fakes: Server[] = [];
afterEach(() => {
  for (const each of fakes.splice(0)) each.close();
});

/** Listens, and answers every command with the bytes given. */
async function fake(answer: string | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      if (answer === null) return;
      const commands = String(bytes).match(/^\*\d+\r$/gm)?.length ?? 1;
      socket.write(answer.repeat(commands));
    });
  });
  fakes.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("a port");
  return `redis://127.0.0.1:${address.port}`;
}

async function refusal(url: string): Promise<{ said: string; ms: number }> {
  const dataDir = join(tempFolder(), "data");
  const site = { PUBLIC_URL: "http://localhost:1", ROUNDTABLE_SECRET: "", DATA_DIR: dataDir };
  const env = { ...site, REDIS_URL: url };
  const process = new ServerProcess(await freePort(), env);
  const since = performance.now();
  const { code } = await process.ended;
  expect(code).toBe(1);
  expect(process.out).not.toContain("listens");
  expect(existsSync(dataDir)).toBe(false);
  const lines = process.err.trim().split("\n");
  expect(lines).toHaveLength(1);
  return { said: lines[0] ?? "", ms: performance.now() - since };
}

/** The limit, and what starting a process costs where neighbours are busy. */
const inTimeMs = 12_000;

test("nobody there", async () => {
  const port = await freePort();
  const { said, ms } = await refusal(`redis://127.0.0.1:${port}`);
  expect(said).toBe(`roundtable: REDIS_URL: there is no Redis at 127.0.0.1:${port}`);
  inTime(ms, inTimeMs);
});

test("somebody who never answers", async () => {
  const { said, ms } = await refusal(await fake(null));
  expect(said).toMatch(/^roundtable: REDIS_URL: the Redis at \S+ can't be used \(.+\)$/);
  inTime(ms, inTimeMs);
});

test("an old version", async () => {
  const info = "# Server\r\nredis_version:5.0.14\r\n";
  const { said } = await refusal(await fake(`$${info.length}\r\n${info}\r\n`));
  expect(said).toBe("roundtable: REDIS_URL: Redis 5.0.14 is too old, 6.2 or newer is needed");
});

test.skipIf(redis === null)(
  "one that answers and takes no writes: full, or a replica",
  async () => {
    const server = await RedisServer.start();
    await server.tell("config", "set", "maxmemory", "1");
    expect((await refusal(server.url())).said).toBe(
      `roundtable: REDIS_URL: the Redis at 127.0.0.1:${server.port} can't be used (OOM command not allowed when used memory > 'maxmemory')`,
    );
    await server.tell("config", "set", "maxmemory", "0");
    await server.tell("replicaof", "127.0.0.1", "1");
    expect((await refusal(server.url())).said).toContain(
      "(READONLY You can't write against a read",
    );
  },
);

test.skipIf(redis === null)("a database that it doesn't have", async () => {
  const server = await RedisServer.start();
  expect((await refusal(`${server.url()}/99`)).said).toContain("can't be used (ERR DB index is");
});

test.skipIf(redis === null)("a user who may do less than the README says is needed", async () => {
  const rights = /`(~roundtable:\S* [^`]+)`/.exec(await readFile("README.md", "utf8"))?.[1] ?? "";
  const server = await RedisServer.start();
  const url = server.url().replace("//", "//roundtable:word@");
  const may = (what: string) =>
    server.tell("acl", "setuser", "roundtable", "reset", "on", ">word", ...what.split(/ +/));
  await may(rights);
  expect(await checkRedis(url)).toMatch(/^\d+\.\d+/);
  const missed: string[] = [];
  for (const right of rights.split(" ")) {
    await may(rights.replace(right, right === "&roundtable:*" ? "resetchannels" : "").trim());
    const said = await checkRedis(url).catch(String);
    if (!/REDIS_URL: .*(too little|can't be used)/.test(said)) missed.push(right);
  }
  expect(missed).toEqual(["+select", "+get", "+expire"]); // needed now and then
  await may(rights.replace("+info", "-info"));
  expect((await refusal(url)).said).toMatch(/^roundtable: REDIS_URL: .* too little \(NOPERM/);
});

describe.skipIf(redis === null)("with a password", () => {
  test.each(["wrong-word", null])("the wrong one or none (%s)", async (word) => {
    const server = await RedisServer.start("right-word");
    const { said } = await refusal(
      word === null ? server.url().replace(":right-word@", "") : server.url(word),
    );
    expect(said).toBe(
      `roundtable: REDIS_URL: the Redis at 127.0.0.1:${server.port} refuses this user or password`,
    );
  });
});
