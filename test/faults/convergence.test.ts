import { describe, expect, test } from "vitest";
import { aSeed, counterexample } from "#test/support/convergence/counterexample.ts";
import { play } from "#test/support/convergence/play.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { openers } from "#test/support/stores.ts";

const runs = { sqlite: 500, mongodb: 100 };

describe.each(openers)("F14 on $engine", ({ engine, open }) => {
  test.each([1, 3])(
    "random acts with drop-outs on %i servers leave everybody with what a newcomer reads",
    async (servers) => {
      const site = await aSite(await open(), servers);
      const seed = aSeed();
      process.stdout.write(`${runs[engine]} runs on ${servers} servers, FC_SEED=${seed}\n`);
      const found = await counterexample((acts) => play(site, acts), {
        runs: runs[engine],
        acts: 50,
        seed,
        within: 500_000,
      });
      await site.close();
      expect(found?.message).toBeUndefined();
    },
  );
});
