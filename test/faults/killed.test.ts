import { expect, test } from "vitest";
import { killedInAStorm } from "#test/faults/harness/killed.ts";
import { percentile } from "#test/faults/harness/wait.ts";
import { openers, sqlite } from "#test/support/stores.ts";

test.each(openers)(
  "F01: on $engine, killed every five seconds, five times: nothing lost, nothing twice, everybody back within 8 s",
  async (opener) => {
    const size = { kills: 5, everyMs: 5_000, writers: 10, visitors: 30 };
    const { findings, firstAcks, away } = await killedInAStorm(opener, size);
    expect(findings).toEqual([]);
    expect(percentile(firstAcks, 100)).toBeLessThan(3_000);
    expect(percentile(away, 99)).toBeLessThan(8_000);
  },
);

test("F01: with a hundred thousand posts in the discussion the first answer comes within 3 s of the start", async () => {
  const { findings, firstAcks } = await killedInAStorm(sqlite, {
    ...{ kills: 2, everyMs: 2_000, writers: 5, visitors: 4, posts: 100_000 },
  });
  expect(findings).toEqual([]);
  expect(percentile(firstAcks, 100)).toBeLessThan(3_000);
});
