import { expect, test } from "vitest";
import { inWords, underFire } from "#test/faults/harness/hostile-wire.ts";
import { aBareSite } from "#test/support/bare-site.ts";

const count = 100_000;

test("F21: a hundred thousand bad frames, and an observer's commands are answered as before", async () => {
  const site = await aBareSite();
  const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
  const felt = await underFire(site, count, seed);
  process.stdout.write(inWords(seed, felt));
  expect([felt.silent, felt.unanswered]).toEqual([[], 0]);
  expect(felt.taken).toBe(count + count / 50);
  expect(felt.closed).toBeGreaterThan(count / 10);
  expect(felt.meanwhile).toBeLessThanOrEqual(150);
  expect(felt.grownMb).toBeLessThanOrEqual(64);
  await site.stillWell();
  await site.site.close();
});
