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
    "not in code, addresses, marks of footnotes or people's names",
    '<p><code>care</code><sup>care</sup><a href="https://x.example">https://care.example/care</a>' +
      ' <a href="mailto:a@x.example">care@x.example</a> <a href="https://care.example">care.example</a>' +
      ' <a href="/d/a/posts?author=1" data-mention="1"><bdi>@Care</bdi></a><pre><code>care</code></pre></p>',
    "en",
    [],
  ],
  ["not in tags", '<p id="care">x</p>', "en", []],
])("%s", (_, html, language, found) => {
  expect(marked(html, language)).toEqual(found);
});

test("a word in Latin letters is found in the plural too, and the longest term is meant", () => {
  const among = [
    ...["care worker", "care", "policy", "NGO", "lieu de vie", "workers", "worker union"],
    ...["trabajador de cuidados", "no", "Arbeit"],
  ].map((word) => term({ en: word }));
  const text =
    "<p>Care workers care; CARE policies of NGOs, not ngos. Lieux de vie, trabajadores de cuidados; nos." +
    " Workers unions and workers. Arbeiter, policyholders.</p>";
  expect(marked(text, "en", among)).toEqual([
    ...["Care workers*1", "care*2", "CARE", "policies*3", "NGOs*4", "Lieux de vie*5"],
    ...["trabajadores de cuidados*6", "Workers unions*7", "workers*8"],
  ]);
});

test("what is in capitals alone is another term than the same in small letters", () => {
  const among = [term({ en: "care" }), term({ en: "CARE" })];
  expect(marked("<p>CARE, Care, CARE.</p>", "en", among)).toEqual(["CARE*1", "Care*2", "CARE"]);
});

test("a term is found across emphasis, links and line ends within a paragraph, and in no part of a word", () => {
  const shown = (html: string) =>
    glossaryOf(terms)
      ?.mark(SafeHtml.parse(html), "en", "p")
      ?.shown.replace(/<a dir.*?<\/a>/g, "*");
  const gloss = (text: string) => `<span class="gloss">${text}</span>`;
  expect(shown("<p>care <em>worker</em>s, &lt;<strong>Care</strong><br>worker</p>")).toBe(
    `<p>${gloss("care ")}<em>${gloss("worker")}</em>${gloss("s")}<sup class="gloss-ref">*</sup>,` +
      ` &lt;<strong>${gloss("Care")}</strong><br>${gloss("worker")}</p>`,
  );
  expect(shown('<p><a href="/x">a care</a> <em>worker</em>.</p>')).toBe(
    `<p><a href="/x">a ${gloss("care")}</a>${gloss(" ")}<em>${gloss("worker")}<sup class="gloss-ref">*</sup></em>.</p>`,
  );
  expect(shown("<p>care<em>ful</em> <strong>day</strong>care</p>")).toBeUndefined();
  expect(marked("<p>care</p><p>worker</p><ul><li>care</li><li>worker</li></ul>", "en")).toEqual([
    "care*1",
    "care",
  ]);
});

test("the number of a term in a link stands behind the link, as no link can stand in one", () => {
  const html = '<p><a href="/x">A <em>care worker</em> and care</a>, care</p>';
  expect(glossaryOf(terms)?.mark(SafeHtml.parse(html), "en", "p")?.shown).toBe(
    '<p><a href="/x">A <em><span class="gloss">care worker</span></em> and <span class="gloss">care</span></a>' +
      '<sup class="gloss-ref"><a dir="ltr" id="termref-p-1" href="#term-p-1">*1</a></sup>' +
      '<sup class="gloss-ref"><a dir="ltr" id="termref-p-2" href="#term-p-2">*2</a></sup>,' +
      ' <span class="gloss">care</span></p>',
  );
});

test("spaces and hyphens that don't break are those of the term", () => {
  const among = [
    term({ en: "Housing-first" }),
    term({ en: "rent\u00a0relief" }),
    term({ en: "COVID-19" }),
  ];
  expect(
    marked(
      "<p>housing\u2011first, Housing\u2010first, rent relief, rent\u00a0relief, COVID\u201119</p>",
      "en",
      among,
    ),
  ).toEqual([
    ...[
      "housing\u2011first*1",
      "Housing\u2010first",
      "rent relief*2",
      "rent\u00a0relief",
      "COVID\u201119*3",
    ],
  ]);
});

test("a term behind a longer one that isn't whole is found", () => {
  const among = [term({ en: "care worker" }), term({ en: "worker" })];
  expect(marked("<p>daycare worker; care workerless</p>", "en", among)).toEqual(["worker*1"]);
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
  const line = glossaryOf(terms)?.markLines([{ text: '<b> care & "care"', lang: "en" }], "q-1");
  expect(renderToString(h("p", null, line?.shown))).toBe(
    '<p>&lt;b> <span class="gloss">care</span><sup class="gloss-ref"><a dir="ltr" id="termref-q-1-1"' +
      ' href="#term-q-1-1">*1</a></sup> &amp; &quot;<span class="gloss">care</span>&quot;</p>',
  );
  expect(glossaryOf(terms)?.markLines([{ text: "nothing", lang: "en" }], "q-1")).toBeNull();
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

/** The top of a discussion's page. */
function mastheadOf(more: Partial<DiscussionView>): string {
  const talk = aTalk({ en: "Care at home" }, more);
  const discussion = talk.kind === "discussion" ? talk.discussion : undefined;
  expect.assert(discussion);
  return renderToString(
    within(terms, h(Masthead, { discussion, readers: { value: null }, spaces: [] })),
  );
}
/** What leads to a note, each of which is there once. */
function refsIn(html: string): (string | undefined)[] {
  const refs = [...html.matchAll(/<a dir="ltr" id="(termref-.*?)" href="#(.*?)">/g)];
  for (const [, id, note] of refs)
    expect(
      html.split(new RegExp(`<li id="${note}"[^>]*><a dir="ltr" href="#${id}">`)),
    ).toHaveLength(2);
  return refs.map(([, id]) => id);
}

test("the title has its notes below it, and all facts together have them once, below the last", () => {
  const html = mastheadOf({
    preparedBy: LocalText.parse({ en: "A care group\nCare workers" }),
    addressees: LocalText.parse({ en: "Care workers" }),
    topics: [
      { id: "a", label: LocalText.parse({ en: "Money" }) },
      { id: "b", label: LocalText.parse({ en: "Who pays for care" }) },
    ],
  });
  expect(refsIn(html)).toEqual(["termref-title-1", "termref-fact-1", "termref-fact-2"]);
  expect(html).toMatch(/<\/dl><ol class="gloss-notes"[^>]*><li id="term-fact-1"/);
  expect(html.split('<span class="gloss">')).toHaveLength(6);
});

test("what a button leads to has its number behind the button, and its note below", () => {
  const html = mastheadOf({
    callToAction: {
      label: LocalText.parse({ en: "Help a care worker" }),
      url: "https://x.example",
    },
  });
  expect(refsIn(html)).toContain("termref-call-1");
  expect(html).toContain(
    '"><span>Help a <span class="gloss">care worker</span></span></a><sup class="gloss-ref"><a dir="ltr" id="termref-call-1"',
  );
});
