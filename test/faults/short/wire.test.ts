import { expect, test } from "vitest";
import { inWords, underFire } from "#test/faults/harness/hostile-wire.ts";
import { aBareSite } from "#test/support/bare-site.ts";

const count = 3_000;

test("F21: bad frames close their own lines, nobody else notices, and the log says nothing of them", async () => {
  const site = await aBareSite();
  const lines = site.server.out.split("\n").length;
  const felt = await underFire(site, count, 21);
  process.stdout.write(inWords(21, felt));
  expect([felt.silent, felt.unanswered]).toEqual([[], 0]);
  expect(felt.taken).toBe(count + count / 50);
  expect(felt.closed).toBeGreaterThan(count / 10);
  expect(site.server.out.split("\n").length - lines).toBe(0);
  await site.stillWell();
  await site.site.close();
});
