import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "#test/faults/harness/check.ts";
import { LedgerClient } from "#test/faults/harness/client.ts";
import { Clock } from "#test/faults/harness/clock.ts";
import { aGround, renewTokens } from "#test/faults/harness/ground.ts";
import { signedIn } from "#test/faults/harness/sessions.ts";
import { aCrowd, aStorm, evidenceOf, findingsOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { pause, until } from "#test/faults/harness/wait.ts";
import { httpSend } from "#test/support/doors.ts";
import { needs } from "#test/support/needs.ts";

const hour = 3_600;

describe.skipIf(needs("faketime") === null)("clocks", () => {
  test("F11: a clock that jumps an hour ahead and back in a storm changes no order, doubles nothing, and lets nobody out of a mute early", async () => {
    const clock = new Clock();
    const ground = await aGround({ writers: 4, pending: 2, env: clock.env });
    const server = await Supervisor.start(ground.env);
    const muted = ground.writers.pop();
    if (!muted) throw new Error("somebody to mute");
    const crowd = await aCrowd(ground, [server.url]);
    ground.writers.push(muted);
    const [moderator] = crowd.moderators;
    await moderator?.act("member:mute", {
      ...{ userId: muted.account.id, reason: "spam" },
      until: new Date(Date.now() + 120_000).toISOString(),
    });
    const { url } = server;
    const silent = new LedgerClient("muted", {
      ...{ url, person: muted, discussionId: ground.discussionId },
    });
    crowd.all.push(await silent.connect());
    const storm = aStorm(crowd);
    for (const ahead of [hour, 0, -hour, 0]) {
      const { acked } = storm;
      clock.set(ahead);
      await renewTokens(ground, clock.now());
      await until(`posts with the clock at ${ahead} s`, () => storm.acked > acked + 30, 10_000);
      // A mute ends on a date, by the server's clock: an hour ahead it is over.
      if (ahead === hour) continue;
      const { result } = await silent.post(ground.questionId);
      expect(result).toMatchObject({ ok: false, failure: { code: "muted" } });
    }
    await storm.stop();
    const evidence = await evidenceOf(crowd, server.output);
    await server.stop();
    expect(check(evidence)).toEqual([]);
    const times = evidence.entries.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(hour * 1_900); // both jumps were felt
  });

  test("F11: a jump gives nobody more than one window of posts, locks nobody out for more than one, and sets no timer racing", async () => {
    const clock = new Clock();
    const ground = await aGround({ env: { ...clock.env, LIMIT_FACTOR: "1" } });
    const server = await Supervisor.start(ground.env);
    const [person] = ground.writers;
    if (!person) throw new Error("a writer");
    const options = { url: server.url, discussionId: ground.discussionId, person };
    /** How many posts are granted before the first "slow down". */
    const burst = async () => {
      const client = await new LedgerClient("hasty", options).connect();
      let granted = 0;
      for (;;) {
        const { ok } = await client.send("post:create", {
          ...{ discussionId: ground.discussionId, questionId: ground.questionId, parentId: null },
          ...{ body: "<p>At once.</p>", language: "en", commandId: crypto.randomUUID() },
        });
        if (!ok || granted > 50) break;
        granted++;
      }
      client.close();
      return granted;
    };
    expect(await burst()).toBe(10);
    for (const ahead of [hour, 0]) {
      clock.set(ahead);
      await renewTokens(ground, clock.now());
      expect(await burst()).toBeLessThanOrEqual(10);
      await pause(11_000);
      expect(await burst()).toBeGreaterThanOrEqual(1);
    }
    const before = cpuTicks(server.pid);
    await pause(2_000);
    expect(cpuTicks(server.pid) - before).toBeLessThan(100); // of 200
    await server.stop();
  });

  test("F12: a token of one process is taken by others whose clocks differ by half a minute", async () => {
    const ground = await aGround();
    const clocks = [new Clock(14), new Clock(-14)];
    const nodes = await Promise.all(
      clocks.map((clock) => Supervisor.start({ ...ground.env, ...clock.env })),
    );
    const [early, late] = nodes;
    if (!early || !late) throw new Error("two processes");
    for (const [from, to] of [
      [early, late],
      [late, early],
    ] as const)
      for (const token of await signedIn(from, 1))
        expect(await httpSend(to, token, "account:read", {})).toMatchObject({ ok: true });
    for (const node of nodes) await node.stop();
  });

  test("F12: processes whose clocks differ by ten minutes keep one order", async () => {
    const ground = await aGround({ writers: 4, pending: 2 });
    const clocks = [new Clock(300), new Clock(-300)];
    const nodes = await Promise.all(
      clocks.map((clock) => Supervisor.start({ ...ground.env, ...clock.env })),
    );
    await renewTokens(ground, Date.now() - 300_000); // good for both
    const crowd = await aCrowd(
      ground,
      nodes.map(({ url }) => url),
    );
    const storm = aStorm(crowd);
    await until("posts", () => storm.acked > 200);
    await storm.stop();
    const output = () => nodes.map((node) => node.output).join("\n");
    expect(await findingsOf(crowd, output())).toEqual([]);
    for (const node of nodes) await node.stop();
  });
});

/** Processor time used so far, in hundredths of a second. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
