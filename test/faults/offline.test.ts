import { expect, test } from "vitest";
import { missed } from "#test/faults/harness/missed.ts";

test.each([
  [0, "delta"],
  [1_000, "delta"],
  [10_000, "snapshot"],
] as const)(
  "F13: who was away for %i entries is level again by a %s, with nothing missing, doubled or leaked",
  async (count, mode) => {
    const { findings, modes, longest } = await missed(count);
    expect(findings).toEqual([]);
    expect(modes).toEqual([mode, mode, mode]);
    expect(longest).toBeLessThan(1_000);
  },
);
