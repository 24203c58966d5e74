import { describe, expect, test } from "vitest";
import { aSeed, counterexample } from "#test/support/convergence/counterexample.ts";
import { playOverProcesses, processSite } from "#test/support/convergence/over-processes.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { openers } from "#test/support/stores.ts";

const runs = { sqlite: 150, mongodb: 15 };

describe.each(openers)("F14 over sockets and processes on $engine", ({ engine, open }) => {
  test.each([
    { processes: 1, hints: false },
    { processes: 3, hints: false },
    { processes: 3, hints: true },
  ])("random acts with drop-outs on $processes processes, hints by Redis: $hints", async (site) => {
    if (site.hints && redis === null) return expect(process.env.CI).not.toBe("true");
    const server = site.hints ? await RedisServer.start() : null;
    const { store, place } = await open();
    await store.close();
    const env = server ? { REDIS_URL: server.url() } : {};
    const processes = await processSite(place, site.processes, env);
    const seed = aSeed();
    process.stdout.write(`${runs[engine]} runs on ${site.processes} processes, FC_SEED=${seed}\n`);
    const found = await counterexample((acts) => playOverProcesses(processes, acts), {
      ...{ runs: runs[engine], acts: 50, seed, within: 400_000 },
    });
    await processes.close();
    await server?.kill();
    expect(found?.message).toBeUndefined();
  });
});
