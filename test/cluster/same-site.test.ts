import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#server/domain/store.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { sqlite } from "#test/support/stores.ts";

const [talk, other] = ["https://talk.example", "https://other.example"];

describe.skipIf(redis === null)("a process that signs otherwise than one of its site", () => {
  let between: RedisServer;
  let store: Store;
  let site: { dataDir: string };
  const apps: TestApp[] = [];

  beforeAll(async () => {
    between = await RedisServer.start();
    const fresh = await sqlite.open();
    store = fresh.store;
    if (fresh.place.kind !== "sqlite") throw new Error("a folder");
    site = fresh.place;
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await store.close();
  });
  async function start(publicUrl: string): Promise<TestApp> {
    const env = { REDIS_URL: between.url(), PUBLIC_URL: publicUrl };
    const app = await startApp({ store, env });
    apps.push(app);
    return app;
  }

  test("doesn't start beside it, and does when it has ended", async () => {
    const first = await start(talk);
    const env = { REDIS_URL: between.url(), PUBLIC_URL: talk, DATA_DIR: site.dataDir };
    const secrets = new ServerProcess(await freePort(), { ...env, ROUNDTABLE_SECRET: "" });
    await expect(start(other)).rejects.toThrow(
      `PUBLIC_URL: another process of this site is running with ${talk}.`,
    );
    expect((await secrets.ended).code).toBe(1);
    expect(secrets.err).toMatch(/^roundtable: ROUNDTABLE_SECRET: another process .*\n$/);
    expect(await between.tell("get", `roundtable:${store.epoch}:site`)).toContain(talk);
    await start(talk);
    for (const app of apps.splice(0)) await app.close();
    expect((await start(other)).core.deps.publicUrl).toBe(other);
    expect(first.logged.join()).not.toContain("two processes of one site differ");
  });

  test("is told of once, where both began while Redis was empty", async () => {
    const one = apps[0] ?? (await start(other));
    // The first says each second what it signs with: that is taken away until the second has come in.
    let starting = true;
    const second = start(talk).finally(() => {
      starting = false;
    });
    while (starting) await between.tell("del", `roundtable:${store.epoch}:site`);
    const two = await second;
    const told = ({ logged }: TestApp) =>
      logged.filter((line) => line.includes("two processes of one site differ"));
    await expect.poll(() => [...told(one), ...told(two)].length, { timeout: 8_000 }).toBe(2);
    expect(told(one).join()).toContain(talk);
  });
});
