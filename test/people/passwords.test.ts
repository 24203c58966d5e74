import { expect, test } from "vitest";
import { createPasswords } from "#server/auth/passwords.ts";

test("a password is right against its hash only, however it was typed", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("café au lait");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.hash("café au lait")).not.toBe(hash);
  expect(await passwords.verify(hash, "café au lait")).toBe(true);
  expect(await passwords.verify(hash, "cafe\u0301 au lait")).toBe(true);
  expect(await passwords.verify(hash, "cafe au lait")).toBe(false);
  expect(await passwords.verify(hash, "")).toBe(false);
});

test("against nobody's hash everything is wrong, after real work", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("a fine long password");
  expect(await passwords.verify(null, "a fine long password")).toBe(false);
  // The least work of several: what else the machine does only makes some of them dearer.
  const least = new Map<string | null, number>();
  for (const against of [hash, null, hash, null, hash, null, hash, null, hash, null]) {
    const before = process.cpuUsage();
    await passwords.verify(against, "something else");
    const { user, system } = process.cpuUsage(before);
    const took = user + system;
    least.set(against, Math.min(took, least.get(against) ?? took));
  }
  const [known = 0, unknown = 0] = least.values();
  expect(unknown / known).toBeGreaterThan(0.25);
  expect(unknown / known).toBeLessThan(4);
});

test("a flood is refused beyond the queue, and who was first in it is served", async () => {
  const passwords = createPasswords();
  const served: number[] = [];
  const calls = Array.from({ length: 80 }, (_, i) =>
    passwords.verify(null, "x").then(() => served.push(i)),
  );
  const results = await Promise.allSettled(calls);
  const refused = results.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(new Set(served)).toEqual(new Set(Array.from({ length: 66 }, (_, i) => i)));
  expect(refused).toHaveLength(14);
  expect(refused[0].failure).toMatchObject({ code: "slow_down", retryAfter: 2 });
  expect(await passwords.verify(null, "x")).toBe(false);
});
