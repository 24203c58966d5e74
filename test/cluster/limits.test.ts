import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { httpSend } from "#test/support/doors.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { sqlite } from "#test/support/stores.ts";

/** Ten sign-ins a minute from one address are let through in these servers. */
describe.skipIf(redis === null)("limits over several processes", () => {
  let server: RedisServer;
  let stores: Store[];
  let apps: TestApp[];

  beforeAll(async () => {
    server = await RedisServer.start();
    const fresh = await sqlite.open();
    stores = [fresh.store, await fresh.again()];
    const site = { REDIS_URL: server.url(), PUBLIC_URL: "http://localhost:1" };
    const env = { ...site, LIMIT_FACTOR: "0.16666" };
    apps = [];
    for (const store of stores) apps.push(await startApp({ store, env }));
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    for (const store of stores) await store.close();
  });

  /** How many of `tries` sign-ins, at one server after the other, were looked at. */
  async function letThrough(tries: number): Promise<number> {
    let count = 0;
    for (let i = 0; i < tries; i++) {
      const result = await httpSend(apps[i % 2]!, null, "account:sign-in", {
        ...{ email: "nobody@example.org", password: "not the right one" },
      });
      if (!result.ok && result.failure.code !== "slow_down") count++;
      else expect(result).toMatchObject({ failure: { retryAfter: expect.any(Number) } });
    }
    return count;
  }

  test("a Redis that refuses writes counts as away, once and for as long as it refuses", async () => {
    const state = async (app: TestApp) =>
      (await (await fetch(`${app.url}/health/ready`)).json()).checks.redis;
    const states = () => Promise.all(apps.map(state));
    const refused = async () =>
      Number(/errorstat_OOM:count=(\d+)/.exec(await server.tell("info", "errorstats"))?.[1] ?? 0);
    await server.tell("config", "set", "maxmemory", "1");
    await expect.poll(states, { timeout: 5_000 }).toEqual(["no answer", "no answer"]);
    const before = await refused();
    await expect.poll(refused, { timeout: 10_000 }).toBeGreaterThan(before + 4);
    expect(await states()).toEqual(["no answer", "no answer"]);
    const told = (what: string) =>
      apps.map(({ logged }) => logged.filter((line) => line.includes(what)).length);
    expect(told("Redis doesn't answer")).toEqual([1, 1]);
    expect(told("Redis answers again")).toEqual([0, 0]);
    await server.tell("config", "set", "maxmemory", "0");
    await expect.poll(states, { timeout: 5_000 }).toEqual(["ok", "ok"]);
    expect(told("Redis answers again")).toEqual([1, 1]);
  });

  test("one address has one allowance at both; without Redis each server holds its own", async () => {
    expect(await letThrough(24)).toBe(10);
    await server.kill();
    expect(await letThrough(40)).toBe(20);
  });
});
