import { describe, expect, test } from "vitest";
import { counterexample } from "#test/support/convergence/counterexample.ts";
import { aSite } from "#test/support/convergence/world.ts";
import { openers } from "#test/support/stores.ts";

const runs = { sqlite: 500, mongodb: 100 };

describe.each(openers)("F14 on $engine", ({ engine, open }) => {
  test.each([1, 3])(
    "random acts with drop-outs on %i servers leave everybody with what a newcomer reads",
    async (servers) => {
      const site = await aSite(await open(), servers);
      const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
      process.stdout.write(`${runs[engine]} runs on ${servers} servers, FC_SEED=${seed}\n`);
      const found = await counterexample(site, { runs: runs[engine], acts: 50, seed });
      await site.close();
      expect(found?.message).toBeUndefined();
    },
  );
});
