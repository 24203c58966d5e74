import { expect, test } from "vitest";
import { killedInAStorm } from "#test/faults/harness/killed.ts";
import { sqlite } from "#test/support/stores.ts";

test("F01: a server killed three times in a storm loses nothing, doubles nothing, and everybody is back", async () => {
  const { findings, firstAcks } = await killedInAStorm(sqlite, {
    ...{ kills: 3, everyMs: 1_500, writers: 5, visitors: 4 },
  });
  expect(findings).toEqual([]);
  expect(firstAcks).toHaveLength(3);
});
