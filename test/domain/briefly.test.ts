import { expect, test } from "vitest";
import { Briefly } from "#server/domain/reading/briefly.ts";

const aClock = () => {
  const clock = { now: 1_000 };
  let made = 0;
  const kept = new Briefly<number>(() => clock.now);
  const get = (key: string) => kept.get(key, async () => ++made);
  return { clock, kept, get };
};

test("who asks for the same at once gets the same, made once", async () => {
  const { get } = aClock();
  expect(await Promise.all([get("a 7"), get("a 7"), get("b 7"), get("a 8")])).toEqual([1, 1, 2, 3]);
});

test("after a second it is made anew, also when the clock went back", async () => {
  const { clock, get } = aClock();
  expect(await get("a")).toBe(1);
  clock.now += 999;
  expect(await get("a")).toBe(1);
  clock.now += 1;
  expect(await get("a")).toBe(2);
  clock.now -= 5_000;
  expect(await get("a")).toBe(3);
});

test("a failure is told to whoever asked, and not kept", async () => {
  const { kept, get } = aClock();
  const fail = () => kept.get("a", () => Promise.reject(new Error("no")));
  await expect(fail()).rejects.toThrow("no");
  expect(await get("a")).toBe(1);
});

test("what was made longest ago is forgotten when there is too much", async () => {
  const { get } = aClock();
  for (let i = 0; i < 65; i++) await get(`key ${i}`);
  expect(await get("key 64")).toBe(65);
  expect(await get("key 0")).toBe(66);
});
