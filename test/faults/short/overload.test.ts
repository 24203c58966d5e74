import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bearable } from "#test/faults/harness/live-watch.ts";
import { aWatchedServer, deafClients, flood } from "#test/faults/harness/overload.ts";
import { pause } from "#test/faults/harness/wait.ts";
import { inTime } from "#test/support/in-time.ts";

test("F16: clients that read nothing, also while answering heartbeats, are all cut; the process stays small and others read on", async () => {
  const scene = await aWatchedServer(4);
  const run = await deafClients(scene, {
    ...{ clients: 8, everyMs: 50, filler: "\u6587".repeat(19_000), ms: 60_000 },
  });
  process.stdout.write(`deaf clients: ${JSON.stringify(run)}\n`);
  expect(run.cut).toBe(8);
  expect(run.grown).toBeLessThanOrEqual(64);
  inTime(run.loud, bearable(run.quiet));
  expect(await scene.watch.findings(scene.server)).toEqual([]);
  await scene.server.stop();
});

test("F22: a person who floods from ten sockets gets what one person may, is told when to go on, and is cut; others notice nothing", async () => {
  const scene = await aWatchedServer(12, { LIMIT_FACTOR: "1" });
  const { server, ground, watch } = scene;
  const quiet = await watch.during(pause(1_500), { everyMs: 100 });
  const input = () => ({
    ...{ discussionId: ground.discussionId, questionId: ground.questionId, parentId: null },
    ...{ body: "<p>Again.</p>", language: "en", commandId: randomUUID() },
  });
  const flooding = flood({
    ...{ url: server.url, token: ground.admin.token, address: "203.0.113.1" },
    ...{ sockets: 10, perSecond: 1_000, ms: 3_000 },
    event: () => JSON.stringify(["post:create", input()]),
  });
  const loud = await watch.during(flooding, { everyMs: 100 });
  const { granted, refused, untimed, cut } = await flooding;
  process.stdout.write(`flooded: quiet ${quiet}, loud ${loud}, granted ${granted}, cut ${cut}\n`);
  expect(granted).toBeGreaterThan(0);
  expect(granted).toBeLessThanOrEqual(12);
  expect([...refused.keys()]).toEqual(["slow_down"]);
  expect(untimed).toBe(0);
  expect(cut).toBeGreaterThanOrEqual(10);
  inTime(loud, bearable(quiet));
  expect(await watch.findings(server)).toEqual([]);
  await server.stop();
});
