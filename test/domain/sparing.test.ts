import { expect, test } from "vitest";
import { Sparing } from "#server/domain/sparing.ts";

test("a kind has one line a second, which says how many it stands for; others have their own", () => {
  let now = 0;
  const sparing = new Sparing(() => now);
  expect(sparing.admit("a")).toEqual({});
  for (now = 1; now < 1_000; now++) expect(sparing.admit("a")).toBeNull();
  expect(sparing.admit("b")).toEqual({});
  expect(sparing.admit("a")).toEqual({ leftOut: 999 });
  now += 1_000;
  expect(sparing.admit("a")).toEqual({});
});

test("of very many kinds the earliest are forgotten, so that memory stays bounded", () => {
  const sparing = new Sparing(() => 0);
  for (let i = 0; i <= 10_000; i++) sparing.admit(`source ${i}`);
  expect(sparing.admit("source 10000")).toBeNull();
  expect(sparing.admit("source 0")).toEqual({});
});
