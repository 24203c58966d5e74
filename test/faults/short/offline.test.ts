import { expect, test } from "vitest";
import { missed } from "#test/faults/harness/missed.ts";

test("F13: who was away while a hundred posts came is level again by what was missed, not by a reload", async () => {
  const { findings, modes } = await missed(100);
  expect(findings).toEqual([]);
  expect(modes).toEqual(["delta", "delta", "delta"]);
});
