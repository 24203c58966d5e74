import { describe, expect, test } from "vitest";
import { aSeed, counterexample } from "#test/support/convergence/counterexample.ts";
import { playOverProcesses, processSite } from "#test/support/convergence/over-processes.ts";
import { RedisServer, redis } from "#test/support/redis.ts";
import { openers } from "#test/support/stores.ts";

const runs = { sqlite: 150, mongodb: 15 };

describe.each(openers)("F14 over sockets and processes on $engine", ({ engine, open }) => {
  const sites = [
    { processes: 1, hints: false },
    { processes: 3, hints: false },
    // Where Redis is missing, the end of the run names it.
    ...(redis === null ? [] : [{ processes: 3, hints: true }]),
  ];
  test.each(sites)("random acts on $processes processes, hints by Redis: $hints", async (site) => {
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
