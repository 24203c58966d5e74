import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { aGround } from "#test/faults/harness/ground.ts";
import { aWord, bodyOf } from "#test/faults/harness/ledger.ts";
import { aCrowd, aStorm, findingsOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { HealthWatch, vitals } from "#test/faults/harness/vitals.ts";
import { pause, percentile, until } from "#test/faults/harness/wait.ts";
import { secret } from "#test/support/app.ts";
import { httpSend } from "#test/support/doors.ts";
import { hasOwnMongo, MongoServer } from "#test/support/mongo.ts";
import { needs } from "#test/support/needs.ts";
import { built, freePort } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

describe.skipIf(!hasOwnMongo)("F05: a MongoDB that is gone in a storm", () => {
  let mongo: MongoServer | null = null;
  afterAll(async () => {
    mongo?.resume();
    await mongo?.kill();
  });

  test.each([
    ["stands still for ten seconds", "pause"],
    ["is killed and comes back after five seconds", "kill"],
  ] as const)(
    "%s: no answer without a commit, a no within 5 s, not ready within 2 s, and all goes on by itself",
    async (_, how) => {
      mongo ??= await MongoServer.start();
      const place = { kind: "mongodb", uri: mongo.uri(`rt_${how}`) } as const;
      const ground = await aGround({ place, writers: 5, pending: 2 });
      const server = await Supervisor.start(ground.env);
      const crowd = await aCrowd(ground, [server.url]);
      const storm = aStorm(crowd, { pauseMs: 20, moderateMs: 200 });
      await until("some posts", () => storm.acked > 50);
      const before = vitals(server.pid);
      const watch = new HealthWatch(server.url);

      const gone = performance.now();
      if (how === "pause") mongo.pause();
      else await mongo.kill();
      await pause(1_000);
      const during = storm.acked;
      await pause(how === "pause" ? 9_000 : 4_000);
      expect(storm.acked).toBe(during);
      const after = vitals(server.pid);
      if (how === "pause") mongo.resume();
      else await mongo.restart();
      const back = performance.now();
      await until("posts again", () => storm.acked > during + 5, 30_000);
      const resumed = performance.now() - back;
      await storm.stop();
      await watch.stop();

      const notReady = watch.firstReady(503, gone);
      const longestNo = Math.max(...crowd.writers.map((writer) => writer.longestNo));
      const slowestLive = percentile(
        watch.seen.map(({ liveMs }) => liveMs),
        100,
      );
      process.stdout.write(
        `MongoDB gone (${how}): not ready after ${notReady?.toFixed(0)} ms, longest no ${longestNo.toFixed(0)} ms, ` +
          `posts again ${resumed.toFixed(0)} ms after it was back, RSS ${before.rss.toFixed(0)} -> ${after.rss.toFixed(0)} MB, ` +
          `slowest /health/live ${slowestLive.toFixed(0)} ms\n`,
      );
      expect(notReady).toBeLessThan(2_000);
      expect(watch.seen.every(({ live }) => live === 200)).toBe(true);
      expect(longestNo).toBeLessThan(5_000);
      expect(crowd.writers.some(({ turnedAway }) => turnedAway.has("no_answer"))).toBe(false);
      expect(resumed).toBeLessThan(5_000);
      expect(after.rss - before.rss).toBeLessThan(64);
      expect(await findingsOf(crowd, server.output, 30_000)).toEqual([]);
      expect(server.process.over).toBe(false);
      await server.stop();
    },
  );
});

test("F06: while another process holds the write lock for five seconds, posts wait or are told to, and everything else goes on", async () => {
  const ground = await aGround({ writers: 5, pending: 2 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url]);
  const storm = aStorm(crowd);
  await until("some posts", () => storm.acked > 50);
  if (ground.place.kind !== "sqlite") throw new Error("a file");
  const other = new Database(join(ground.place.dataDir, "roundtable.db"));
  for (let tries = 0; ; tries++)
    try {
      other.exec("begin immediate");
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await pause(5);
    }
  await eventLoopDelay(server.url); // from here on
  const { acked } = storm;
  const { discussionId } = ground;
  /** What was committed, but couldn't be projected before the lock, is waited for by readers too. */
  let waited = 0;
  for (const until = performance.now() + 5_000; performance.now() < until; await pause(100)) {
    const read = await httpSend(server, null, "discussion:read", { discussionId });
    if (!read.ok) waited++;
    if (!read.ok) expect(read.failure.code).toBe("unavailable");
  }
  const delay = await eventLoopDelay(server.url);
  other.exec("rollback");
  other.close();
  expect(storm.acked).toBeLessThanOrEqual(acked + 5);
  await until("posts again", () => storm.acked > acked + 20, 5_000);
  await storm.stop();
  const told = crowd.writers.map(({ turnedAway }) => Object.fromEntries(turnedAway));
  process.stdout.write(
    `write lock held 5 s: event loop p50 ${delay.p50} ms, p99 ${delay.p99} ms; writers told ${JSON.stringify(told[0])}, ${waited} readings\n`,
  );
  expect(delay.p99).toBeLessThan(50);
  expect(await findingsOf(crowd, server.output)).toEqual([]);
  await server.stop();
});

/** Of the time since the last call, in ms. */
async function eventLoopDelay(url: string): Promise<{ p50: number; p99: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const of = (p: string) =>
    Number(new RegExp(`^nodejs_eventloop_lag_${p}_seconds ([\\d.e-]+)`, "m").exec(text)?.[1]);
  return { p50: of("p50") * 1000, p99: of("p99") * 1000 };
}

test("F09: where the log goes is full: lines are lost, posts are not", async () => {
  const ground = await aGround();
  const port = await freePort();
  const child = spawn(process.execPath, [...built], {
    env: {
      ...{ ...process.env, ...ground.env, PORT: String(port), DEMO: "off", LOG_LEVEL: "trace" },
      ...{ LIMIT_FACTOR: "100000", ROUNDTABLE_SECRET: secret },
    },
    stdio: ["ignore", openSync("/dev/full", "w"), openSync("/dev/full", "w")],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = `http://localhost:${port}`;
  let live = 0;
  for (let tries = 0; live !== 200 && tries < 200; tries++) {
    await pause(50);
    live = await fetch(`${url}/health/live`).then(
      ({ status }) => status,
      () => 0,
    );
  }
  const crowd = await aCrowd(ground, [url]);
  const storm = aStorm(crowd);
  await until("posts", () => storm.acked > 50);
  await storm.stop();
  expect(await findingsOf(crowd, "")).toEqual([]);
  expect(child.exitCode).toBe(null);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

const stracePath = needs("strace");
describe.skipIf(stracePath === null)("F37: the disk and the acknowledgement", () => {
  test.each([
    ["full", "after the disk has it"],
    ["normal", "when the operating system has it"],
  ] as const)("with DURABILITY=%s a post is acknowledged %s", async (durability, _) => {
    const place = { kind: "sqlite", dataDir: tempFolder(), durability } as const;
    const ground = await aGround({ place });
    const server = await Supervisor.start(ground.env);
    const { discussionId, questionId } = ground;
    const token = ground.writers[0]?.token ?? null;
    const post = (body: string) =>
      httpSend(server, token, "post:create", {
        ...{ discussionId, questionId, parentId: null, body, language: "en" },
        commandId: randomUUID(),
      });
    await post("<p>So that all is loaded.</p>");
    const trace = join(tempFolder(), "trace");
    const strace = spawn(stracePath ?? "", [
      ...["-f", "-p", String(server.pid), "-s", "4096", "-o", trace],
      ...["-e", "trace=read,readv,recvmsg,write,writev,sendto,sendmsg,fsync,fdatasync"],
    ]);
    let said = "";
    strace.stderr.on("data", (bytes) => {
      said += String(bytes);
    });
    await until(`strace is there: ${said}`, () => said.includes("attached"));
    const word = aWord();
    const posted = await post(bodyOf(word));
    strace.kill("SIGINT");
    await once(strace, "exit");
    if (!posted.ok) throw new Error(posted.failure.code);
    await server.stop();
    const lines = readFileSync(trace, "utf8").split("\n");
    const received = lines.findIndex((line) => /\bread|recv/.test(line) && line.includes(word));
    const answered = lines.findIndex(
      (line, i) => i > received && /\bwrite|send/.test(line) && line.includes(posted.value.postId),
    );
    expect(received).toBeGreaterThanOrEqual(0);
    expect(answered).toBeGreaterThan(received);
    const synced = lines
      .slice(received, answered)
      .some((line) => /\b(fsync|fdatasync)(\(\d+\)| resumed>\)) += 0/.test(line));
    expect(synced).toBe(durability === "full");
  });
});
