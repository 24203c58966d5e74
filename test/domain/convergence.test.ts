import { describe, expect, test } from "vitest";
import { counterexample } from "#test/support/convergence/counterexample.ts";
import { play } from "#test/support/convergence/play.ts";
import { aSite, type Sabotage } from "#test/support/convergence/world.ts";
import { openers, sqlite } from "#test/support/stores.ts";

for (const { engine, open, runs } of openers)
  describe(`${engine}: after any outage a reader holds what a newcomer reads (P4)`, () => {
    test.each([1, 3])(
      "random acts by random roles, with drop-outs, on %i servers",
      {
        timeout: 120_000,
      },
      async (servers) => {
        const site = await aSite(await open(), servers);
        const found = await counterexample((acts) => play(site, acts), {
          runs: runs.property,
          acts: 50,
          within: 90_000,
        });
        await site.close();
        expect(found?.message).toBeUndefined();
      },
    );
  });

describe("a server with a fault in it is found out by a few acts", () => {
  const sabotages: Record<string, { sabotage: Sabotage; rule: string }> = {
    "an author isn't told alone": {
      sabotage: (telling) => ({ ...telling, personal: [] }),
      rule: "I4",
    },
    "a message claims to tell of one entry more": {
      sabotage: ({ feed, ...telling }) => ({
        ...telling,
        feed: { ...feed, public: { ...feed.public, to: feed.public.to + 1 } },
      }),
      rule: "I4",
    },
    "the public hears of posts what moderators hear": {
      sabotage: ({ feed, ...telling }) => {
        const changes = [
          ...feed.public.changes.filter(({ kind }) => kind !== "post"),
          ...feed.moderators.changes.filter(({ kind }) => kind === "post"),
        ];
        return { ...telling, feed: { ...feed, public: { ...feed.public, changes } } };
      },
      rule: "I5",
    },
  };
  test.each(Object.entries(sabotages))("%s", { timeout: 60_000 }, async (_, each) => {
    const site = await aSite(await sqlite.open(), 1, each.sabotage);
    const found = await counterexample((acts) => play(site, acts), { runs: 50, acts: 30, seed: 7 });
    await site.close();
    expect(found?.message).toContain(each.rule);
    expect(found?.acts.length).toBeLessThanOrEqual(4);
  });
});
