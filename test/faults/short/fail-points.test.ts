import { expect, test } from "vitest";
import { endsAt } from "#test/faults/harness/ends-at.ts";

test("F03: what was projected, but not told, when the process ended is on every screen within 5 s", async () => {
  await endsAt("projected");
});

test("F04: a post sent again after the process ended between commit and answer is there once; its id with other words is a conflict", async () => {
  const { other } = await endsAt("committed");
  expect(other).toMatchObject({ ok: false, failure: { code: "conflict", field: "commandId" } });
});
