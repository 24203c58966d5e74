import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aGround, besideOf, type Ground } from "#test/faults/harness/ground.ts";
import { Device, passwords, signedIn } from "#test/faults/harness/sessions.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { until } from "#test/faults/harness/wait.ts";
import { httpSend } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";

let ground: Ground;
let nodes: Supervisor[];
beforeAll(async () => {
  ground = await aGround();
  nodes = await Promise.all([Supervisor.start(ground.env), Supervisor.start(ground.env)]);
});
afterAll(async () => {
  for (const node of nodes) await node.stop();
});

/** Devices on both processes; the first one acts. The others of its process are cut within 1 s, those of the other within 5 s. */
async function endsAll(act: (token: string, url: string) => Promise<unknown>): Promise<void> {
  const [here, there] = nodes;
  if (!here || !there) throw new Error("two processes");
  const tokens = await signedIn(here, 5);
  const devices = await Promise.all(
    tokens.map((token, i) => new Device((i < 3 ? here : there).url, token).connected()),
  );
  const [first, ...others] = devices;
  if (!first) throw new Error("a first device");
  const began = performance.now();
  await act(first.token, here.url);
  for (const { token } of others) {
    const asked = await httpSend(here, token, "account:read", {});
    expect(asked).toMatchObject({ ok: false, failure: { code: "session_ended" } });
  }
  for (const device of others.slice(0, 2)) expect(await device.again()).toBe("session_ended");
  await until("all others cut", () => others.every(({ cutAt }) => cutAt !== null), 8_000);
  const after = others.map(({ cutAt }) => (cutAt ?? Number.POSITIVE_INFINITY) - began);
  process.stdout.write(`sockets of ended sessions cut after ${after.map(Math.round)} ms\n`);
  inTime(Math.max(...after.slice(0, 2)), 1_000);
  inTime(Math.max(...after.slice(2)), 5_000);
  for (const { toldAt } of others) expect(toldAt).not.toBeNull();
  for (const device of others) expect(await device.again()).toBe("session_ended");
  first.socket.close();
}

test("F25: signed out everywhere, every line is cut, and no token opens another", async () => {
  await endsAll(async (token, url) => {
    const out = await httpSend({ url }, token, "account:sign-out-everywhere", {
      commandId: randomUUID(),
    });
    expect(out.ok).toBe(true);
  });
});

test("F25: a changed password ends all other sessions", async () => {
  await endsAll(async (token, url) => {
    const input = { ...passwords, commandId: randomUUID() };
    expect(await httpSend({ url }, token, "account:change-password", input)).toMatchObject({
      ok: true,
    });
  });
});

test("F25: a line whose token runs out while it is open is told and cut within a second", async () => {
  const { account } = ground.writers[0] ?? ground.admin;
  const { token, expiresAt } = await besideOf(ground, async ({ core, tokenFor }) => {
    const {
      sessionId,
      userId,
      expiresAt: end,
    } = core.deps.tokens.verify(await tokenFor(account), Date.now());
    const lifetime = end - Date.now();
    return core.deps.tokens.issue({ userId, sessionId, now: Date.now() - lifetime + 2_500 });
  });
  const device = await new Device(nodes[0]?.url ?? "", token).connected();
  await until("it is cut", () => device.cutAt !== null);
  const late = Date.now() - expiresAt;
  expect(late).toBeGreaterThanOrEqual(0);
  inTime(late, 1_500);
  expect(device.toldAt).not.toBeNull();
  expect(await device.again()).toBe("session_ended");
});
