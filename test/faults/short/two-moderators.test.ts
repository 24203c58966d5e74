import { expect, test } from "vitest";
import { twoModerators } from "#test/faults/harness/two-moderators.ts";
import { sqlite } from "#test/support/stores.ts";

test("F27: of two moderators on two processes exactly one wins, a hundred times; the other is told what the post is now", async () => {
  const { findings, outcomes, entries } = await twoModerators(sqlite, 100);
  const expected = outcomes.map((_, i) => `conflict ${i % 2 === 0 ? "hidden" : "published"}, done`);
  expect(outcomes).toEqual(expected);
  expect(entries).toBe(100);
  expect(findings).toEqual([]);
});
