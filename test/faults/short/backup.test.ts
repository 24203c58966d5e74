import { expect, test } from "vitest";
import { backedUpInAStorm } from "#test/faults/harness/backed-up.ts";
import { findingsOfBackup } from "#test/faults/harness/backup-findings.ts";
import { sqlite } from "#test/support/stores.ts";

test("F31: a backup made in a storm has all that was acknowledged before it, and pages that are ahead of it start over", async () => {
  const run = await backedUpInAStorm(sqlite, { writers: 4, visitors: 3, posts: 200 });
  expect(findingsOfBackup(run)).toEqual([]);
});
