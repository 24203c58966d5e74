import { expect, test } from "vitest";
import {
  clashes,
  differences,
  merged,
  undecided,
  valueAt,
  withValue,
} from "#client/settings/three-way.ts";

const before = { title: { en: "A", fr: "B" }, list: ["en"], deep: { words: "5" } };

test("an empty text and one that isn't there are the same", () => {
  expect(differences(before, { ...before, title: { en: "A", fr: "B", ar: "" } })).toEqual([]);
  expect(differences(before, { ...before, title: { en: "A" } })).toEqual(["title.fr"]);
});

test("what two people changed in different places is all there, each in its language", () => {
  const mine = withValue(before, "title.fr", "Mine");
  const theirs = withValue(withValue(before, "title.en", "Theirs"), "list", ["en", "fr"]);
  expect([...clashes(before, mine, theirs)]).toEqual([]);
  expect(merged(before, mine, theirs)).toEqual({
    ...{ title: { en: "Theirs", fr: "Mine" }, list: ["en", "fr"], deep: { words: "5" } },
  });
});

test("of what both changed mine stays, and it is told; the same change twice is none", () => {
  const mine = withValue(withValue(before, "title.en", "Mine"), "deep.words", "6");
  const theirs = withValue(withValue(before, "title.en", "Theirs"), "deep.words", "6");
  expect([...clashes(before, mine, theirs)]).toEqual([["title.en", "Theirs"]]);
  expect(merged(before, mine, theirs).title.en).toBe("Mine");
});

test("it is undecided as long as mine is another", () => {
  const theirs = new Map<string, unknown>([
    ["title.en", "Theirs"],
    ["title.es", ""],
  ]);
  expect(undecided(before, theirs)).toEqual(["title.en"]);
  expect(undecided(withValue(before, "title.en", "Theirs"), theirs)).toEqual([]);
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

test("a list that both changed has the items of both, in my order, without what either took away", () => {
  const was = { list: [{ name: "A" }, { name: "B" }, { name: "C" }] };
  const mine = { list: [{ name: "C" }, { name: "A" }, { name: "Mine" }] };
  const theirs = { list: [{ name: "A" }, { name: "B" }, { name: "Theirs" }] };
  expect([...clashes(was, mine, theirs)]).toEqual([]);
  expect(merged(was, mine, theirs).list.map(({ name }) => name)).toEqual(["A", "Mine", "Theirs"]);
});

test("items with an id are merged one by one; where both changed the same of one, that is told", () => {
  const item = (id: string, en: string, fr: string) => ({ id, label: { en, fr } });
  const was = { topics: [item("a", "A", "A"), item("b", "B", "B")] };
  const mine = { topics: [item("a", "Mine", "A"), item("b", "B", "B"), item("c", "C", "")] };
  const theirs = { topics: [item("a", "A", "Leur"), item("d", "D", "")] };
  expect([...clashes(was, mine, theirs)]).toEqual([]);
  expect(merged(was, mine, theirs).topics).toEqual([
    item("a", "Mine", "Leur"),
    item("c", "C", ""),
    item("d", "D", ""),
  ]);
  const same = { topics: [item("a", "Theirs", "A"), item("b", "B", "B")] };
  expect([...clashes(was, mine, same)]).toEqual([["topics.0.label.en", "Theirs"]]);
  expect(merged(was, mine, same).topics[0]).toEqual(item("a", "Mine", "A"));
});

test("an item without an id is the one that it was before, however it was changed in part", () => {
  const term = (term: string, en: string, fr: string) => ({ term: { en: term }, note: { en, fr } });
  const was = { terms: [term("care", "A", "B"), term("worker", "C", "D")] };
  const mine = { terms: [term("worker", "C", "Mien"), term("care", "A", "Mien")] };
  const theirs = {
    terms: [term("new", "E", ""), term("care", "Theirs", "B"), term("worker", "C", "Leur")],
  };
  expect(merged(was, mine, theirs).terms).toEqual([
    ...[term("worker", "C", "Mien"), term("care", "Theirs", "Mien"), term("new", "E", "")],
  ]);
  expect([...clashes(was, mine, theirs)]).toEqual([["terms.0.note.fr", "Leur"]]);
  // Where they took away what I have changed, mine stays; what I left as it was goes.
  expect(merged(was, mine, { terms: [] }).terms).toEqual(mine.terms);
  expect(
    merged(was, { terms: [term("care", "A", "B"), term("worker", "Mine", "D")] }, { terms: [] })
      .terms,
  ).toEqual([term("worker", "Mine", "D")]);
});
