import { expect, test } from "vitest";
import { muteRounds } from "#test/faults/harness/mute-rounds.ts";
import { twoModerators } from "#test/faults/harness/two-moderators.ts";
import { openers } from "#test/support/stores.ts";

test.each(openers)(
  "F27: on $engine, of two moderators on two processes exactly one wins, each time",
  async (opener) => {
    const rounds = opener.engine === "sqlite" ? 1_000 : 50;
    const { findings, outcomes, entries } = await twoModerators(opener, rounds);
    const expected = outcomes.map(
      (_, i) => `conflict ${i % 2 === 0 ? "hidden" : "published"}, done`,
    );
    expect(outcomes).toEqual(expected);
    expect(entries).toBe(rounds);
    expect(findings).toEqual([]);
  },
);

test.each(openers)(
  "F24: on $engine, no post follows the mute of its author, who posts on three processes",
  async (opener) => {
    const rounds = opener.engine === "sqlite" ? 1_000 : 20;
    const { findings, refused } = await muteRounds(opener, { rounds, nodes: 3 });
    expect(findings).toEqual([]);
    expect(refused).toBeGreaterThanOrEqual(rounds);
  },
);
