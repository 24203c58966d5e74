import { join } from "node:path";
import Database from "libsql";
import { expect, test } from "vitest";
import { check } from "#test/faults/harness/check.ts";
import { aGround } from "#test/faults/harness/ground.ts";
import { readPacket } from "#test/faults/harness/ledger.ts";
import { aCrowd, aStorm, evidenceOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { pause, until } from "#test/faults/harness/wait.ts";
import { inTime } from "#test/support/in-time.ts";

test("F29: told to end in a storm, a server answers what is under way, takes nothing new, tells everybody and is gone; all goes on at the next", async () => {
  const ground = await aGround({ writers: 5, pending: 2 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url], { visitors: 20 });
  const storm = aStorm(crowd);
  await until("some posts", () => storm.acked > 50);
  const began = Date.now();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  const ended = Date.now();
  inTime(ended - began, 10_000);
  const { acked } = storm;
  await server.restart();
  await until("posts at the next server", () => storm.acked > acked + 20);
  await storm.stop();

  const evidence = await evidenceOf(crowd, server.output);
  await server.stop();
  expect(check(evidence)).toEqual([]);
  const late = evidence.entries.filter(({ at }) => at > began + 100 && at <= ended);
  expect(late).toEqual([]);
  for (const { lines } of evidence.ledgers)
    expect(
      lines.some((line) => {
        const packet = line.is === "recv" ? readPacket(line.raw) : null;
        return packet?.is === "event" && packet.name === "server:closing";
      }),
    ).toBe(true);
});

test("F29: told a second time while something is still under way, it ends at once", async () => {
  const ground = await aGround();
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url]);
  if (ground.place.kind !== "sqlite") throw new Error("a file");
  const other = new Database(join(ground.place.dataDir, "roundtable.db"));
  other.exec("begin immediate");
  const posted = crowd.writers[1]?.post(ground.questionId);
  await pause(100);
  server.signal("SIGTERM");
  await pause(200);
  expect(server.process.over).toBe(false);
  const began = performance.now();
  server.signal("SIGTERM");
  expect(await server.process.ended).toEqual({ code: 1, signal: null });
  inTime(performance.now() - began, 1_000);
  other.exec("rollback");
  other.close();
  await server.restart();
  expect(await posted).toMatchObject({ result: { ok: true } });
  const evidence = await evidenceOf(crowd, server.output);
  await server.stop();
  expect(check(evidence)).toEqual([]);
});
