import { connect as connectTcp } from "node:net";
import { io } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Caller } from "#server/domain/deps.ts";
import type { Load } from "#server/domain/load.ts";
import type { Refusal } from "#server/domain/refusal.ts";
import { weigh } from "#server/load.ts";
import type { CommandName } from "#shared/commands.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { connect, httpSend } from "#test/support/doors.ts";
import { as, commandId, visitor } from "#test/support/people.ts";
import { aCast, aScene } from "#test/support/scene.ts";
import { sendOn } from "#test/support/socket-room.ts";

const open: { close(): void }[] = [];
let app: TestApp | null = null;
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await app?.close();
  app = null;
});
const started = async (more: Parameters<typeof startApp>[0]) => {
  app = await startApp(more);
  return app;
};
const enter = async (at: TestApp, token: string | null) => {
  const socket = await connect(at, token);
  open.push(socket);
  return socket;
};
/** What the handshake was refused with. */
const refusal = (at: TestApp, token: string | null) =>
  enter(at, token).then(
    () => null,
    (error: { data?: unknown }) => error.data,
  );
const figure = async (at: TestApp, name: string) => {
  const text = await (await fetch(`${at.url}/metrics`)).text();
  return Number(new RegExp(`^${name.replace(/[{}]/g, "\\$&")} (\\d+)`, "m").exec(text)?.[1]);
};

test("an address has so many sockets of visitors and no more; whoever is signed in isn't counted", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "0.01" } });
  const cast = await aCast(at.core);
  const all = [];
  for (let i = 0; i < 5; i++) all.push(await enter(at, null));
  expect(await refusal(at, null)).toMatchObject({ code: "slow_down", retryAfter: 30 });
  expect(await figure(at, 'roundtable_limiter_hits_total{limit="handshake"}')).toBe(1);
  expect(await refusal(at, await at.tokenFor(cast.participant))).toBeNull();
  all[0]?.close();
  await expect.poll(() => refusal(at, null), { timeout: 5_000 }).toBeNull();
});

test("an address opens so many sockets in ten seconds and no more, signed in or not, and is told when to come again", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "0.01" } });
  const cast = await aCast(at.core);
  const token = await at.tokenFor(cast.participant);
  for (let i = 0; i < 20; i++) (await enter(at, token)).close();
  const no = { code: "slow_down", retryAfter: expect.any(Number) };
  expect(await refusal(at, token)).toMatchObject(no);
  expect(await refusal(at, null)).toMatchObject(no);
});

test("all together send so many commands of a kind and no more, and moderators' acts aren't among them", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "0.01" } });
  const cast = await aCast(at.core);
  const admit = (caller: Caller, name: CommandName) => {
    return at.core.limits.command(caller, name).then(
      () => "admitted",
      (refusal: Refusal) => refusal.failure.code,
    );
  };
  // Each from an address of their own, so that only what all share can run out.
  const from = (i: number): Caller => ({
    ...as(cast.participant),
    address: `10.0.${i >> 8}.${i & 255}`,
  });
  const somebody = (i: number): Caller => ({ ...visitor, address: from(i).address });
  for (let i = 0; i < 600; i++)
    expect(await admit(somebody(i), "discussion:read")).toBe("admitted");
  expect(await admit(somebody(700), "discussion:read")).toBe("slow_down");
  expect(await admit(somebody(700), "discussion:leave")).toBe("admitted");
  expect(await admit({ ...as(cast.moderator), address: "10.1.0.1" }, "post:hide")).toBe("admitted");
});

test("under load visitors are turned away first, then participants, and moderators last", async () => {
  let level: Load = 0;
  const load = {
    level: () => level,
    weighing: () => (level > 0 ? ("memory" as const) : ("ok" as const)),
    stop: () => undefined,
  };
  const at = await started({ load });
  const cast = await aCast(at.core);
  const { discussionId } = await aScene(at.core, cast);
  const [visitor, participant, moderator] = [
    await enter(at, null),
    await enter(at, await at.tokenFor(cast.participant)),
    await enter(at, await at.tokenFor(cast.moderator)),
  ];
  const joins = async () => {
    const codes = [];
    for (const socket of [visitor, participant, moderator]) {
      const input = { discussionId, epoch: null, since: null };
      const answer = await sendOn(socket, "discussion:join", input);
      codes.push(answer.ok ? "in" : answer.failure.code);
      if (!answer.ok) expect(answer.failure.retryAfter).toBeGreaterThanOrEqual(5);
    }
    return codes;
  };
  const ready = async () => (await fetch(`${at.url}/health/ready`)).json();
  expect([await joins(), await ready()]).toMatchObject([
    ["in", "in", "in"],
    { ok: true, checks: { load: "ok" } },
  ]);
  level = 1;
  expect(await joins()).toEqual(["unavailable", "in", "in"]);
  expect(await refusal(at, null)).toMatchObject({ code: "unavailable" });
  expect(await ready()).toMatchObject({ ok: true, checks: { load: "memory" } });
  const path = `${at.url}/api/v1/discussions/${discussionId}`;
  const status = async (url: string) => (await fetch(url)).status;
  expect([await status(path), await status(`${path}/events`)]).toEqual([200, 503]);
  await expect.poll(() => figure(at, "roundtable_load"), { timeout: 5_000 }).toBe(1);
  level = 2;
  expect(await joins()).toEqual(["unavailable", "unavailable", "in"]);
  expect(await refusal(at, await at.tokenFor(cast.participant))).toBeNull();
  for (const url of [path, `${path}/changes?wait=5`, `${path}/events`]) {
    const answer = await fetch(url);
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { ok: false, failure: { code: "unavailable", retryAfter: expect.any(Number) } },
    ]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(5);
  }
  expect(await sendOn(visitor, "discussion:read", { discussionId })).toMatchObject({ ok: true });
  const readsOn = httpSend(at, await at.tokenFor(cast.participant), "discussion:read", {
    discussionId,
  });
  expect(await readsOn).toMatchObject({ ok: true });
  level = 3;
  expect(await joins()).toEqual(["unavailable", "unavailable", "unavailable"]);
  expect(await refusal(at, await at.tokenFor(cast.moderator))).toMatchObject({
    code: "unavailable",
  });
  expect([visitor, participant, moderator].every(({ connected }) => connected)).toBe(true);
});

test.each([
  [0.5, 20, 0, "ok"],
  [0.81, 20, 1, "memory"],
  [0.96, 2_000, 3, "memory"],
  [0.5, 700, 2, "event loop"],
  [0.81, 1_500, 3, "event loop"],
] as const)(
  "with %s of the memory and %s ms of delay the level is %s: %s",
  (memory, delay, level, weighing) => {
    expect(weigh(memory, delay)).toEqual({ level, weighing });
  },
);

test("a person has so many commands in all, over all sockets; who goes on at five times that is cut (F22)", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "1" } });
  const cast = await aCast(at.core);
  const { discussionId, published } = await aScene(at.core, cast);
  const token = await at.tokenFor(cast.participant);
  const sockets = await Promise.all(Array.from({ length: 10 }, () => enter(at, token)));
  const ended = sockets.map((socket) => new Promise((done) => socket.once("disconnect", done)));
  const codes: unknown[] = [];
  const hear = (answer: { ok: boolean; failure?: object }) => codes.push(answer.failure ?? "ok");
  for (let i = 0; i < 200 && sockets.some(({ connected }) => connected); i++) {
    for (const socket of sockets)
      for (let j = 0; j < 5; j++)
        socket.emit("post:read", { discussionId, postId: published }, hear);
    await new Promise((soon) => setTimeout(soon, 10));
  }
  await Promise.all(ended);
  const refused = codes.filter((each) => JSON.stringify(each).includes("slow_down"));
  expect(codes.length - refused.length).toBeLessThanOrEqual(100);
  expect(refused.length).toBeGreaterThan(0);
  for (const each of refused)
    expect(each).toMatchObject({ code: "slow_down", retryAfter: expect.any(Number) });
  expect(await httpSend(at, await at.tokenFor(cast.author), "discussion:list", {})).toMatchObject({
    ok: true,
  });
});

test("a person has ten posts in ten seconds, over all sockets, and is told when to go on (F22)", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "1" } });
  const cast = await aCast(at.core);
  const { discussionId, open: questionId } = await aScene(at.core, cast);
  const token = await at.tokenFor(cast.participant);
  const sockets = await Promise.all(Array.from({ length: 4 }, () => enter(at, token)));
  const answers = await Promise.all(
    sockets.flatMap((socket) =>
      Array.from({ length: 6 }, () =>
        sendOn(socket, "post:create", {
          ...{ discussionId, questionId, parentId: null, language: "en", body: "<p>Again.</p>" },
          commandId: commandId(),
        }),
      ),
    ),
  );
  const codes = answers.map((answer) => (answer.ok ? "ok" : answer.failure.code));
  expect(codes.filter((code) => code === "ok")).toHaveLength(10);
  expect(codes.filter((code) => code === "slow_down")).toHaveLength(14);
  expect(sockets.every(({ connected }) => connected)).toBe(true);
});

test("who floods over HTTP is told so, and its line is closed; a request or two too many leave it open", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "0.01" } });
  const answers = [];
  for (let i = 0; i < 160; i++) {
    const answer = await fetch(`${at.url}/api/v1/discussions`);
    answers.push({ status: answer.status, line: answer.headers.get("connection") });
    await answer.text();
  }
  expect(answers[0]).toEqual({ status: 200, line: "keep-alive" });
  expect(answers[40]).toEqual({ status: 429, line: "keep-alive" });
  expect(answers.at(-1)).toEqual({ status: 429, line: "close" });
});

test("a thousand joins in a second from one socket: told to slow down, then cut, and nobody else notices (F22)", async () => {
  const at = await started({ env: { LIMIT_FACTOR: "1" } });
  const cast = await aCast(at.core);
  const { discussionId } = await aScene(at.core, cast);
  const socket = await enter(at, await at.tokenFor(cast.participant));
  const ended = new Promise((done) => socket.once("disconnect", done));
  const codes: string[] = [];
  for (let i = 0; i < 1_000; i++)
    socket.emit(
      "discussion:join",
      { discussionId, epoch: null, since: null },
      (answer: { ok: boolean; failure?: { code: string } }) =>
        codes.push(answer.failure?.code ?? "ok"),
    );
  await ended;
  expect(codes.filter((code) => code === "ok").length).toBeLessThanOrEqual(60);
  expect(new Set(codes)).toEqual(new Set(["ok", "slow_down"]));
  const other = await enter(at, await at.tokenFor(cast.author));
  expect(
    await sendOn(other, "discussion:join", { discussionId, epoch: null, since: null }),
  ).toMatchObject({
    ok: true,
  });
});

test("who opens a line and says nothing on it is gone within about ten seconds, whatever the line (F23)", async () => {
  const at = await started({});
  const { port } = new URL(at.url);
  const began = performance.now();
  const line = `${at.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const gone = (each: { once(event: "close", listen: () => void): unknown }) =>
    new Promise<number>((done) => each.once("close", () => done(performance.now() - began)));
  const webSockets = Array.from({ length: 20 }, () => new WebSocket(line));
  const silent = connectTcp(Number(port), "localhost");
  const unfinished = connectTcp(Number(port), "localhost", () =>
    unfinished.write("GET / HTTP/1.1\r\nHost: "),
  );
  for (const each of [silent, unfinished]) each.on("error", () => undefined).resume();
  const polling = io(at.url, { transports: ["polling"], forceNew: true, reconnection: false });
  open.push(polling);
  const times = await Promise.all([...webSockets, silent, unfinished].map(gone));
  expect(Math.max(...times)).toBeLessThan(20_000);
  expect(polling.connected).toBe(true);
  expect(await refusal(at, null)).toBeNull();
});
