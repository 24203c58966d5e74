import { expect, test } from "vitest";
import { endsAt } from "#test/faults/harness/ends-at.ts";

test.each(["texts-kept", "before-append", "before-answer"] as const)(
  "F04: a post sent again after the process ended at %s is there once; its id with other words is a conflict",
  async (point) => {
    const { other } = await endsAt(point);
    expect(other).toMatchObject({ ok: false, failure: { code: "conflict", field: "commandId" } });
  },
);
