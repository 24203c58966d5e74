import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import { createDrafts } from "#client/drafts.ts";
import { forgetDrafts } from "#client/forget-drafts.ts";
import { draftIn } from "#client/read-draft.ts";
import { Language } from "#shared/model.ts";

const english = Language.parse("en");
const draft = {
  html: "<p>Half a sentence</p>",
  language: english,
  sent: null,
  waiting: null,
  version: null,
};

function aShelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

test("a draft is there after a reload, with the id it was last sent under", () => {
  const shelf = aShelf();
  const sent = { commandId: "0199-id", what: "en <p>Half a sentence</p>" };
  expect(
    createDrafts(() => shelf)
      .box("d q answer u")
      .save({ ...draft, sent }),
  ).toBe(true);
  expect(draftIn(createDrafts(() => shelf).box("d q answer u"))).toEqual({ ...draft, sent });
});

test("each place has a draft of its own, and an empty text leaves none", () => {
  const shelf = aShelf();
  const drafts = createDrafts(() => shelf).box;
  drafts("one").save(draft);
  drafts("two").save({ ...draft, html: "<p>Other</p>" });
  expect(draftIn(drafts("one"))?.html).toBe("<p>Half a sentence</p>");
  drafts("one").save({ ...draft, html: "" });
  expect(draftIn(drafts("one"))).toBeNull();
  drafts("two").drop();
  expect(shelf.kept.size).toBe(0);
});

test.each([
  [
    "forbidden",
    () => {
      throw new Error("SecurityError");
    },
  ],
  ["missing", () => null],
  [
    "full",
    () => ({
      ...aShelf(),
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    }),
  ],
])("where storage is %s, a draft lasts as long as the page, and says so", (_, shelf) => {
  const drafts = createDrafts(shelf).box;
  expect(drafts("here").save(draft)).toBe(false);
  expect(draftIn(drafts("here"))).toEqual(draft);
  drafts("here").drop();
  expect(draftIn(drafts("here"))).toBeNull();
});

test.each(["", "nonsense", "null", "[]", '{"html":7}', '{"language":"en"}'])(
  "what lies on the shelf and isn't a draft is no draft: %s",
  (text) => {
    const shelf = aShelf();
    shelf.kept.set("draft here", text);
    expect(draftIn(createDrafts(() => shelf).box("here"))).toBeNull();
  },
);

test("an unknown language or a broken id is left out, the text stays", () => {
  const shelf = aShelf();
  shelf.kept.set("draft here", '{"html":"<p>Words</p>","language":"<b>","sent":{"commandId":7}}');
  expect(draftIn(createDrafts(() => shelf).box("here"))).toEqual({
    ...{ html: "<p>Words</p>", language: null, sent: null, waiting: null, version: null },
  });
});

test("what was sent and not answered is found again, and only among its author's", () => {
  const shelf = aShelf();
  const waiting = { kind: "reply", questionId: "q", parentId: "p" } as never;
  const { box } = createDrafts(() => shelf);
  box("d q reply p ann").save({ ...draft, waiting });
  box("d q reply p bob").save({ ...draft, waiting });
  box("d q answer ann").save(draft);
  shelf.kept.set("something else", "of ann");
  shelf.kept.set("draft d q answer x ann", '{"html":"<p>x</p>","waiting":{"kind":"answer"}}');
  const found = createDrafts(() => shelf).kept((key) => key.endsWith(" ann"));
  expect(found.map(([, each]) => draftIn(each)?.waiting).filter(Boolean)).toEqual([waiting]);
});

test("what was begun is known by its key, here and elsewhere, until it is dropped, and whoever listens hears of it", () => {
  const shelf = aShelf();
  shelf.kept.set("draft before", JSON.stringify(draft));
  const drafts = createDrafts(() => shelf);
  const heard: string[] = [];
  const stop = effect(() => {
    heard.push(["before", "new", "far"].filter((key) => drafts.begun(key)).join());
  });
  drafts.box("new").save(draft);
  drafts.box("new").save({ ...draft, html: "<p>More</p>" });
  drafts.elsewhere(["far", "new"]);
  drafts.box("new").drop();
  drafts.box("before").save({ ...draft, html: "" });
  drafts.elsewhere([]);
  stop();
  expect(heard).toEqual(["before", "before,new", "before,new,far", "before,far", "far", ""]);
});

test("whoever signs out takes along what the server has too, of their own and nothing else", () => {
  const shelf = aShelf();
  const { box } = createDrafts(() => shelf);
  box("d q answer q ann").save({ ...draft, saved: true });
  box("d q reply p ann").save(draft);
  box("d q answer q joann").save({ ...draft, saved: true });
  shelf.kept.set("draft broken ann", "{");
  shelf.kept.set("another's ann", '{"saved":true}');
  forgetDrafts(shelf, "ann");
  expect([...shelf.kept.keys()].sort()).toEqual([
    "another's ann",
    "draft broken ann",
    "draft d q answer q joann",
    "draft d q reply p ann",
  ]);
});
