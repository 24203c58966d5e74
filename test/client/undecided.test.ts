import { expect, test } from "vitest";
import { clashes, merged, removed, undecided } from "#client/settings/three-way.ts";
import { afterMerge, withSet, withTheirs } from "#client/settings/undecided.ts";

const item = (id: string, en: string) => ({ id, label: { en } });
const term = (en: string, note: string) => ({ term: { en }, note: { en: note } });
const theirs = (...entries: [string, unknown][]) => new Map<string, unknown>(entries);

test("what is undecided stays with its item as others are removed, added or moved, and goes with it", () => {
  const [a, b, c] = [item("a", "A"), item("b", "Mine"), item("c", "C")];
  const open = {
    draft: { topics: [a, b, c], terms: [term("x", "y")] },
    theirs: theirs(["topics.1.label.en", "Theirs"], ["terms.0.note.en", "z"]),
  };
  const paths = (topics: unknown[]) => [...withSet(open, "topics", topics).theirs.keys()];
  expect(paths([b, c])).toEqual(["topics.0.label.en", "terms.0.note.en"]);
  expect(paths([c, a, b, item("d", "")])).toEqual(["topics.2.label.en", "terms.0.note.en"]);
  expect(paths([a, c])).toEqual(["terms.0.note.en"]);
  const without = withSet(open, "topics", [b, c]);
  expect(withTheirs(without, "topics.0.label.en").draft.topics).toEqual([item("b", "Theirs"), c]);
});

test("an item without an id is followed as it is moved, also where another says the same", () => {
  const [one, same, other] = [term("x", ""), term("x", ""), term("w", "")];
  const open = { draft: { terms: [one, same, other] }, theirs: theirs(["terms.1.note.en", "z"]) };
  expect([...withSet(open, "terms", [same, other]).theirs.keys()]).toEqual(["terms.0.note.en"]);
  expect([...withSet(open, "terms", [one, other]).theirs.keys()]).toEqual([]);
});

test("what is undecided since an earlier time stays with its item as somebody else changes the list again", () => {
  const before = { topics: [item("a", "A"), item("b", "Theirs")], terms: [term("x", "y")] };
  const mine = { topics: [item("a", "A"), item("b", "Mine")], terms: [term("x", "mine")] };
  const fresh = { topics: [item("b", "Theirs")], terms: [term("v", "w"), term("x", "y")] };
  const open = theirs(["topics.1.label.en", "Theirs"], ["terms.0.note.en", "y"]);
  expect(merged(before, mine, fresh)).toEqual({
    topics: [item("b", "Mine")],
    terms: [term("x", "mine"), term("v", "w")],
  });
  expect([...afterMerge(open, before, mine, fresh)]).toEqual([
    ["topics.0.label.en", "Theirs"],
    ["terms.0.note.en", "y"],
  ]);
});

test("what one took away and the other changed is there until it is decided, whoever it was", () => {
  const was = { topics: [item("a", "A"), item("b", "B")], terms: [term("x", "y"), term("v", "w")] };
  const edited = { topics: [item("a", "A"), item("b", "Edited")], terms: [term("x", "new")] };
  const taken = { topics: [item("a", "A")], terms: [term("v", "w")] };
  for (const [mine, other, topic, first] of [
    [edited, taken, removed.byThem, removed.byThem],
    [taken, edited, removed.byMe, removed.byMe],
  ] as const) {
    const found = clashes(was, mine, other);
    const draft = merged(was, mine, other);
    expect([...found]).toEqual([
      ["topics.1", topic],
      ["terms.0", first],
    ]);
    expect(undecided(draft, found)).toEqual(["topics.1", "terms.0"]);
    expect(draft).toEqual({ topics: edited.topics, terms: [term("x", "new")] });
    const decided = withTheirs({ draft, theirs: found }, "topics.1");
    expect(decided.draft.topics).toEqual([item("a", "A")]);
    expect(undecided(decided.draft, decided.theirs)).toEqual(["terms.0"]);
  }
});

test("a file that two have put in the place of one is decided as a whole", () => {
  const of = (id: string) => ({
    documents: [{ id: "d", file: { id, name: `${id}.pdf`, size: 1 } }],
  });
  expect([...clashes(of("one"), of("mine"), of("theirs"))]).toEqual([
    ["documents.0.file", { id: "theirs", name: "theirs.pdf", size: 1 }],
  ]);
  expect(merged(of("one"), of("mine"), of("theirs"))).toEqual(of("mine"));
  expect(merged(of("one"), of("one"), of("theirs"))).toEqual(of("theirs"));
});

test("two new items that say the same are two", () => {
  const mine = { terms: [term("", ""), term("", "")] };
  expect(merged({ terms: [term("x", "")] }, mine, { terms: [] }).terms).toHaveLength(2);
});
