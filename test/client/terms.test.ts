import { expect, test } from "vitest";
import { glossaryOf } from "#client/view/marking.tsx";
import { Language, LocalText, SafeHtml } from "#shared/model.ts";

const term = (words: Record<string, string>) => ({
  term: LocalText.parse(words),
  note: LocalText.parse({ en: "A note." }),
});
const terms = [
  term({ en: "care worker", fr: "aide", ar: "رعاية" }),
  term({ en: "care" }),
  term({ en: "WHO", zh: "世卫" }),
  term({ en: "R&D (2*)" }),
];
/** What is marked, with the number of the note where there is a reference to it. */
function marked(html: string, language: string | null, among = terms): string[] {
  const tag = language === null ? null : Language.parse(language);
  const found = glossaryOf(among)?.mark(SafeHtml.parse(html), tag, "p")?.html ?? "";
  const marks =
    /<span class="gloss">(.*?)<\/span>(?:<sup class="gloss-ref"><a [^>]*>(\*\d)<\/a>)?/g;
  return [...found.matchAll(marks)].map(([, word = "", note = ""]) => word + note);
}

test.each([
  [
    "whole words, whatever their case",
    "<p>Care. Carefully, daycare; care-free.</p>",
    "en",
    ["Care*1", "care"],
  ],
  [
    "the longer term before the shorter",
    "<p>A care  worker takes care.</p>",
    "en",
    ["care  worker*1", "care*2"],
  ],
  ["an acronym only as it is written", "<p>Who knows who asked the WHO?</p>", "en", ["WHO*1"]],
  ["only terms of the text's language", "<p>care aide</p>", "fr-CA", ["aide*1"]],
  ["of a text in no known language any term", "<p>care aide</p>", null, ["care*1", "aide*2"]],
  ["Arabic, whole words", "<p>رعاية المسنين والرعاية، (رعاية)</p>", "ar", ["رعاية*1", "رعاية"]],
  ["where no space parts the words", "<p>据世卫组织称</p>", "zh-Hans", ["世卫*1"]],
  [
    "signs in a term, and references in the text",
    "<p>R&amp;D (2*) &lt;care&gt;</p>",
    "en",
    ["R&amp;D (2*)*1", "care*2"],
  ],
  [
    "not in links, code or marks of footnotes",
    '<p><a href="https://care.example">care</a> <code>care</code><sup>care</sup></p>',
    "en",
    [],
  ],
  ["not in tags", '<p id="care">x</p>', "en", []],
])("%s", (_, html, language, found) => {
  expect(marked(html, language)).toEqual(found);
});

test("a word within a character reference is none", () => {
  expect(
    marked("<p>a &lt; b &amp; c</p>", "en", [term({ en: "lt" }), term({ en: "amp" })]),
  ).toEqual([]);
});

test("apart from the marks the text is what it was, markup in it included", () => {
  const html = SafeHtml.parse('<p>A &lt;b&gt; <strong>care</strong> "worker" &amp; care.</p>');
  const found = glossaryOf(terms)?.mark(html, Language.parse("en"), "p")?.html ?? "";
  const bare = found.replace(
    /<sup class="gloss-ref">.*?<\/sup>|<span class="gloss">|<\/span>/g,
    "",
  );
  expect(bare.replaceAll("&quot;", '"')).toBe(html);
});

test("where there is no term nothing is done, and the same terms are prepared once", () => {
  expect(glossaryOf([])).toBeNull();
  expect(glossaryOf(terms)).toBe(glossaryOf(terms));
  expect(glossaryOf(terms)?.mark(SafeHtml.parse("<p>x</p>"), Language.parse("de"), "p")).toBeNull();
});
