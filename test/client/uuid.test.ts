import { version } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { uuidv7 } from "#client/uuid.ts";
import { CommandId } from "#shared/ids.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("an id that a page makes is a UUID of version 7, and each is another", () => {
  const ids = Array.from({ length: 2_000 }, uuidv7);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => version(id) !== 7 || CommandId.parse(id) !== id)).toEqual([]);
  // Each digit that is left to chance takes every value, and the variant each of its four.
  const at = (place: number) => [...new Set(ids.map((id) => id[place]))].sort().join("");
  expect(at(19)).toBe("89ab");
  const chance = [15, 16, 17, 20, 21, 22, ...Array.from({ length: 12 }, (_, i) => 24 + i)];
  expect([...new Set(chance.map(at))]).toEqual(["0123456789abcdef"]);
});

test("it begins with the time in milliseconds", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  for (const time of [0, 1, Date.UTC(2026, 0, 1), Date.UTC(2200, 11, 31)]) {
    vi.setSystemTime(time);
    expect(Number.parseInt(uuidv7().replace("-", "").slice(0, 12), 16)).toBe(time);
  }
});
