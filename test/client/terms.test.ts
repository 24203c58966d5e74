import { type ComponentChildren, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import type { Lang } from "#client/messages/messages.ts";
import { Faq } from "#client/view/about.tsx";
import { GlossaryContext } from "#client/view/glossary.tsx";
import { glossaryOf } from "#client/view/marking.tsx";
import { Masthead } from "#client/view/masthead.tsx";
import { PassageText } from "#client/view/passage-text.tsx";
import { UiContext } from "#client/view/ui.ts";
import { type DiscussionView, Language, LocalText, SafeHtml } from "#shared/model.ts";
import { aTalk } from "#test/support/feed-world.ts";

const ui = (lang: Lang) => ({
  t: catalogues[lang],
  lang,
  zone: "UTC" as const,
  now: 0,
  live: false,
});
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
const within = (among: typeof terms, children: ComponentChildren) =>
  h(
    UiContext.Provider,
    { value: ui("en") },
    h(GlossaryContext.Provider, { value: glossaryOf(among) }, children),
  );
/** What is marked, with the number of the note where there is a reference to it. */
function marked(html: string, language: string | null, among = terms): string[] {
  const tag = language === null ? null : Language.parse(language);
  const found = glossaryOf(among)?.mark(SafeHtml.parse(html), tag, "p")?.shown ?? "";
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
  ["terms of any language", "<p>care aide</p>", "fr-CA", ["care*1", "aide*2"]],
  ["of a text in no known language any term", "<p>care aide</p>", null, ["care*1", "aide*2"]],
  [
    "Arabic with what is written together with a word",
    "<p>رعاية المسنين والرعاية، (رعاية) للرعاية برعاية وبالرعاية</p>",
    "ar",
    ["رعاية*1", "والرعاية", "رعاية", "للرعاية", "برعاية", "وبالرعاية"],
  ],
  [
    "Arabic with vowel signs, stretched, and with one letter for another",
    "<p>رِعَايَة رعـــاية الرِّعايه رعایة</p>",
    "ar",
    ["رِعَايَة*1", "رعـــاية", "الرِّعايه", "رعایة"],
  ],
  ["Arabic, no part of another word", "<p>رعايتهم سرعاية رعايةم</p>", "ar", []],
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

test("of two terms that are written alike the one of the text's language is meant", () => {
  const alike = [term({ en: "chat" }), term({ fr: "chat" })];
  const notesOf = (language: string) =>
    renderToString(
      h(UiContext.Provider, {
        value: ui("en"),
        children: glossaryOf(alike)?.mark(SafeHtml.parse("<p>chat</p>"), language, "p")?.notes,
      }),
    );
  expect(notesOf("en")).toContain('<b lang="en"');
  expect(notesOf("fr")).toContain('<b lang="fr"');
});

test("of two Arabic terms the one that says more is found, and no word that goes on in other letters", () => {
  const among = [term({ ar: "رعاية" }), term({ ar: "رعاية منزلية" })];
  const text = "<p>رعاية منزلية، رعاية، والرعاية المنزلية، رعايةABC ABCرعاية</p>";
  expect(marked(text, "ar", among)).toEqual([
    ...["رعاية منزلية*1", "رعاية*2", "والرعاية المنزلية"],
  ]);
});

test("an Arabic term is given with its article or without, in one word or several, and found in both ways", () => {
  const among = [term({ ar: "الرعاية المنزلية" }), term({ ar: "حق" }), term({ ar: "الله" })];
  const text = "<p>رعاية منزلية، والرعاية المنزلية، الحق، حق، وحق، له، الله</p>";
  expect(marked(text, "ar", among)).toEqual([
    "رعاية منزلية*1",
    "والرعاية المنزلية",
    "الحق*2",
    "حق",
    "الله*3",
  ]);
});

test("a line of plain text is marked too, and stays text", () => {
  const line = glossaryOf(terms)?.markLine('<b> care & "care"', "en", "q-1");
  expect(renderToString(h("p", null, line?.shown))).toBe(
    '<p>&lt;b> <span class="gloss">care</span><sup class="gloss-ref"><a dir="ltr" id="termref-q-1-1"' +
      ' href="#term-q-1-1">*1</a></sup> &amp; &quot;<span class="gloss">care</span>&quot;</p>',
  );
  expect(glossaryOf(terms)?.markLine("nothing", "en", "q-1")).toBeNull();
});

test("a note runs as its own language does, whatever the page's, and its number from the left", () => {
  const html = glossaryOf(terms)?.mark(SafeHtml.parse("<p>care worker</p>"), "en", "p");
  const notes = renderToString(h(UiContext.Provider, { value: ui("ar"), children: html?.notes }));
  expect(notes).toContain(
    '<li id="term-p-1" lang="en" dir="ltr"><a dir="ltr" href="#termref-p-1">*1',
  );
  expect(notes).toContain('<b lang="ar" dir="rtl">رعاية</b> A note.');
});

test("a word within a character reference is none", () => {
  expect(
    marked("<p>a &lt; b &amp; c</p>", "en", [term({ en: "lt" }), term({ en: "amp" })]),
  ).toEqual([]);
});

test("apart from the marks the text is what it was, markup in it included", () => {
  const html = SafeHtml.parse('<p>A &lt;b&gt; <strong>care</strong> "worker" &amp; care.</p>');
  const found = glossaryOf(terms)?.mark(html, Language.parse("en"), "p")?.shown ?? "";
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

test("in what unfolds an answer a term has its mark without a link, and its note with the answer", () => {
  const id = "one";
  const faq = [
    { id, question: { en: "What is care?" }, answer: { en: "<p>WHO asks. Care is help.</p>" } },
  ];
  const html = renderToString(
    within(terms, h(Faq, { discussion: { faq } as unknown as DiscussionView })),
  );
  const [, summary = "", below = ""] = /.*<summary>(.*?)<\/summary>(.*)/.exec(html) ?? [];
  expect(summary).toContain('<span dir="ltr" id="termref-faq-one-1">*1</span>');
  expect(summary).not.toContain("<a");
  expect(below).toContain('id="termref-faq-one-2" href="#term-faq-one-2"');
  expect(below).not.toContain('id="termref-faq-one-1"');
  expect([...below.matchAll(/<a dir="ltr" href="#(termref-.*?)">/g)].map(([, to]) => to)).toEqual([
    "termref-faq-one-1",
    "termref-faq-one-2",
  ]);
});

test("a term that was looked for, in part, is both marked and found", () => {
  const passage = [
    { text: "What a ca", found: false },
    { text: "re work", found: true },
    { text: "er does.", found: false },
  ];
  const rendered = (among: typeof terms) =>
    renderToString(within(among, h(PassageText, { passage, language: "en", textName: "p" })));
  expect(rendered(terms)).toContain(
    '>What a <span class="gloss">ca<mark>re work</mark>er</span><sup class="gloss-ref">' +
      '<a dir="ltr" id="termref-p-1" href="#term-p-1">*1</a></sup> does.</p><ol class="gloss-notes"',
  );
  expect(rendered([])).toBe(
    '<p class="prose" lang="en" dir="ltr">What a ca<mark>re work</mark>er does.</p>',
  );
});

test("title, facts and topics have marks, each with its notes at its side", () => {
  const talk = aTalk(
    { en: "Care at home" },
    {
      preparedBy: LocalText.parse({ en: "A care group\nSomebody else" }),
      topics: [
        { id: "a", label: LocalText.parse({ en: "Money" }) },
        { id: "b", label: LocalText.parse({ en: "Who pays for care" }) },
      ],
    },
  );
  const discussion = talk.kind === "discussion" ? talk.discussion : undefined;
  expect.assert(discussion);
  const html = renderToString(
    within(terms, h(Masthead, { discussion, readers: { value: null }, spaces: [] })),
  );
  const refs = [...html.matchAll(/<a dir="ltr" id="(termref-.*?)" href="#(.*?)">/g)];
  expect(refs.map(([, id]) => id)).toEqual([
    "termref-title-1",
    "termref-by-1-1",
    "termref-topic-2-1",
  ]);
  for (const [, id, note] of refs)
    expect(html).toMatch(new RegExp(`<li id="${note}"[^>]*><a dir="ltr" href="#${id}">`));
});
