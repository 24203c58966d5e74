import { expect, test } from "vitest";
import { clashes, differences, merged, valueAt, withValue } from "#client/settings/three-way.ts";

const before = { title: { en: "A", fr: "B" }, list: ["en"], deep: { words: "5" } };

test("an empty text and one that isn't there are the same", () => {
  expect(differences(before, { ...before, title: { en: "A", fr: "B", ar: "" } })).toEqual([]);
  expect(differences(before, { ...before, title: { en: "A" } })).toEqual(["title.fr"]);
});

test("what two people changed in different places is all there, each in its language", () => {
  const mine = withValue(before, "title.fr", "Mine");
  const theirs = withValue(withValue(before, "title.en", "Theirs"), "list", ["en", "fr"]);
  expect(clashes(before, mine, theirs)).toEqual([]);
  expect(merged(before, mine, theirs)).toEqual({
    ...{ title: { en: "Theirs", fr: "Mine" }, list: ["en", "fr"], deep: { words: "5" } },
  });
});

test("of what both changed mine stays, and it is told; the same change twice is none", () => {
  const mine = withValue(withValue(before, "title.en", "Mine"), "deep.words", "6");
  const theirs = withValue(withValue(before, "title.en", "Theirs"), "deep.words", "6");
  expect(clashes(before, mine, theirs)).toEqual(["title.en"]);
  expect(merged(before, mine, theirs).title.en).toBe("Mine");
});

test("a list is one thing; an item of it is changed by its number", () => {
  const people = { list: [{ name: "A" }, { name: "B" }] };
  expect(withValue(people, "list.1.name", "C").list).toEqual([{ name: "A" }, { name: "C" }]);
  expect(valueAt(people, "list.1.name")).toBe("B");
  expect(differences(people, withValue(people, "list.1.name", "C"))).toEqual(["list"]);
});

test("names that every object has are names like others", () => {
  expect(differences({}, JSON.parse('{"__proto__":"x","constructor":"y"}'))).toEqual([
    "__proto__",
    "constructor",
  ]);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
