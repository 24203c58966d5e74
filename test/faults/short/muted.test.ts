import { expect, test } from "vitest";
import { muteRounds } from "#test/faults/harness/mute-rounds.ts";
import { sqlite } from "#test/support/stores.ts";

test("F24: no post follows the mute of its author, a hundred times, though they post on two processes", async () => {
  const { findings, posts, refused } = await muteRounds(sqlite, { rounds: 100, nodes: 2 });
  expect(findings).toEqual([]);
  expect(posts).toBeGreaterThanOrEqual(100);
  expect(refused).toBeGreaterThanOrEqual(100);
});
