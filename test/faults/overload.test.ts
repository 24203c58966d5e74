import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as connectTcp, type Socket as TcpSocket } from "node:net";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { limits } from "#shared/limits.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { as } from "#test/support/people.ts";
import { BareSocket } from "#test/support/wire.ts";
import { aGround, besideOf } from "./harness/ground.ts";
import { bearable } from "./harness/live-watch.ts";
import { aWatchedServer, deafClients, figure, flood } from "./harness/overload.ts";
import { Supervisor } from "./harness/supervisor.ts";
import { backTo, type Vitals, vitals } from "./harness/vitals.ts";
import { pause, until } from "./harness/wait.ts";

const say = (what: string, run: unknown) =>
  process.stdout.write(`${what}: ${JSON.stringify(run)}\n`);

test("F16: of a hundred clients that read nothing each is cut, and the process stays small", async () => {
  const scene = await aWatchedServer(8);
  const run = await deafClients(scene, {
    ...{ clients: 100, everyMs: 10, filler: "w".repeat(4_000), ms: 240_000 },
  });
  say("100 deaf clients", run);
  expect(run.cut).toBe(100);
  expect(run.grown).toBeLessThanOrEqual(64);
  expect(run.loud).toBeLessThanOrEqual(bearable(run.quiet));
  expect(await scene.watch.findings(scene.server)).toEqual([]);
  await released("after 100 deaf clients", scene.server.pid, run.before);
  await scene.server.stop();
});

test.each([
  {
    who: "a person's reads",
    event: "post:list",
    signedIn: true,
    most: 100,
    sockets: 10,
    cuts: true,
  },
  {
    who: "a person's joins",
    event: "discussion:join",
    signedIn: true,
    most: 60,
    sockets: 10,
    cuts: true,
  },
  {
    who: "a visitors' address",
    event: "discussion:read",
    signedIn: false,
    most: 3_000,
    sockets: 10,
    cuts: false,
  },
])("F22: flooding with $who gets no more than its limit", async (kind) => {
  const scene = await aWatchedServer(12, { LIMIT_FACTOR: "1" });
  const { server, ground, watch } = scene;
  const { discussionId, questionId } = ground;
  const quiet = await watch.during(pause(4_000), { everyMs: 100 });
  const input = {
    "post:list": { discussionId, questionId, before: null, limit: 1 },
    "discussion:join": { discussionId, epoch: null, since: null },
    "discussion:read": { discussionId },
  }[kind.event];
  const flooding = flood({
    ...{
      url: server.url,
      token: kind.signedIn ? ground.admin.token : null,
      address: "203.0.113.1",
    },
    ...{ sockets: kind.sockets, perSecond: 1_000, ms: 8_000 },
    event: () => JSON.stringify([kind.event, input]),
  });
  const loud = await watch.during(flooding, { everyMs: 100 });
  const run = await flooding;
  say(kind.who, { ...run, refused: Object.fromEntries(run.refused), quiet, loud });
  expect(run.granted).toBeGreaterThan(0);
  expect(run.granted).toBeLessThanOrEqual(1.2 * kind.most);
  expect([...run.refused.keys()]).toEqual(["slow_down"]);
  expect(run.untimed).toBe(0);
  if (kind.cuts) expect(run.cut).toBeGreaterThanOrEqual(kind.sockets);
  expect(await figure(server, "roundtable_limiter_hits_total")).toBeGreaterThan(0);
  expect(loud).toBeLessThanOrEqual(bearable(quiet));
  expect(await watch.findings(server)).toEqual([]);
  await server.stop();
});

test("F23: two thousand lines that never say who they are are closed in time, an address has its bound, and others come in meanwhile", async () => {
  const ground = await aGround({ env: { TRUST_PROXY: "1", LIMIT_FACTOR: "0.1" } });
  const server = await Supervisor.start(ground.env);
  const before = vitals(server.pid);
  const { hostname, port } = new URL(server.url);
  const path = `${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const closedAfter: number[] = [];
  const timed = (each: WebSocket | TcpSocket) => {
    const began = performance.now();
    each.on("error", () => undefined);
    each.once("close", () => closedAfter.push(performance.now() - began));
  };
  const all: (WebSocket | TcpSocket)[] = [];
  for (let i = 0; i < 20; i++) {
    for (let j = 0; j < 50; j++) {
      const unsaid = new WebSocket(path);
      const unfinished = connectTcp({ host: hostname, port: Number(port) }, () =>
        unfinished.write("GET / HTTP/1.1\r\nHost: "),
      );
      unfinished.resume();
      // At once: one too many is closed as soon as it is open.
      for (const each of [unsaid, unfinished]) timed(each);
      all.push(unsaid, unfinished);
    }
    await pause(50);
  }
  const visits: number[] = [];
  const inside: BareSocket[] = [];
  for (let i = 0; i < limits.visitorsPerAddress * 0.1; i++) {
    const began = performance.now();
    inside.push(await BareSocket.open(server.url, "", "203.0.113.9"));
    visits.push(performance.now() - began);
  }
  const refused = await BareSocket.handshake(server.url, "", "203.0.113.9");
  expect(refused).toMatchObject({ code: "slow_down", retryAfter: 30 });
  for (const each of inside) each.close();
  await until("all closed", () => closedAfter.length === all.length, 30_000);
  say("silent lines", { closedAfter: Math.max(...closedAfter), visit: Math.max(...visits) });
  expect(Math.max(...closedAfter)).toBeLessThan(15_000);
  expect(Math.max(...visits)).toBeLessThan(1_000);
  await released("after 2,000 silent lines", server.pid, before);
  await server.stop();
});

/** I8: within a minute it holds no more than a tenth above what it held. */
async function released(when: string, pid: number, before: Vitals): Promise<void> {
  const after = await backTo(pid, before);
  say(when, { before, after });
  expect(after.files).toBeLessThanOrEqual(before.files * 1.1);
  expect(after.rss).toBeLessThanOrEqual(before.rss * 1.1);
}

/** Milliseconds of processor time that a process has used. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

test("F34: a socket follows a hundred discussions and no more; two thousand discussions are listed by the page and cost nothing while nobody asks", async () => {
  const ground = await aGround();
  const ids = await besideOf(ground, async ({ core }) => {
    const made: string[] = [];
    for (let i = 0; i < 2_000; i++) {
      const { discussionId } = await anOpenDiscussion(core.answer, as(ground.admin.account), 1);
      made.push(discussionId);
    }
    return made;
  });
  const server = await Supervisor.start(ground.env);
  const bare = await BareSocket.open(server.url);
  const answers: unknown[] = [];
  for (const discussionId of ids.slice(0, 150))
    answers.push(
      await bare.ask(
        JSON.stringify(["discussion:join", { discussionId, epoch: null, since: null }]),
      ),
    );
  expect(answers.slice(0, 100).every((answer) => (answer as { ok: boolean }).ok)).toBe(true);
  for (const answer of answers.slice(100))
    expect(answer).toMatchObject({
      ok: false,
      failure: { details: { limit: limits.roomsPerSocket } },
    });
  const listed = await httpSend(server, null, "discussion:list", {});
  if (!listed.ok) throw new Error(listed.failure.code);
  expect(listed.value.discussions.length).toBeLessThanOrEqual(limits.pageMax);
  expect(listed.value.older).not.toBeNull();
  for (const discussionId of ids) await httpSend(server, null, "discussion:read", { discussionId });
  await pause(1_000);
  const before = cpuMs(server.pid);
  await pause(5_000);
  const used = cpuMs(server.pid) - before;
  say("idle with 2,000 discussions read", { cpuMsIn5s: used });
  expect(used).toBeLessThan(500);
  bare.close();
  await server.stop();
});

test("F36: out of file descriptors it lives on, and takes posts again once some are free", async () => {
  const scene = await aWatchedServer(2);
  const { server, watch } = scene;
  await watch.during(pause(500));
  execFileSync("prlimit", ["--pid", String(server.pid), "--nofile=256:256"]);
  const { hostname, port } = new URL(server.url);
  const lines = Array.from({ length: 400 }, () => {
    const line = connectTcp({ host: hostname, port: Number(port) });
    line.on("error", () => undefined).resume();
    return line;
  });
  await Promise.all(
    lines.map((line) => Promise.race([once(line, "connect"), once(line, "close")])),
  );
  await pause(1_000);
  expect(server.process.over, server.output.slice(-2_000)).toBe(false);
  // Who is in works on.
  await watch.during(pause(1_000));
  for (const line of lines) line.destroy();
  await expect
    .poll(() => connect(server, null).then((socket) => socket.close() !== null), {
      timeout: 10_000,
    })
    .toBe(true);
  await watch.during(pause(500));
  expect(await watch.findings(server)).toEqual([]);
  await server.stop();
});
