import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { compare } from "#client/changes/compare.ts";
import { editWords } from "#client/messages/compiled/edit.ts";
import { words as en } from "#client/messages/compiled/page-en.ts";
import { Compared } from "#client/view/compared.tsx";
import { UiContext } from "#client/view/ui.ts";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import { SafeHtml } from "#shared/model.ts";
import { inTime } from "#test/support/in-time.ts";

/** What is shown of two versions, without what only screen readers read. */
function shown(before: string, after: string, language = "en"): string {
  const ui = { t: en, lang: "en" as const, zone: "UTC" as const, now: 0, live: true };
  const props = { before: sanitize(before), after: sanitize(after), language };
  const view = h(UiContext.Provider, { value: ui, children: h(Compared, props) });
  return renderToString(view)
    .replace(/<span class="sr"[^>]*>[^<]*<\/span>/g, "")
    .replace(/^<p class="legend".*?<\/p><div[^>]*>|<\/div>$/g, "");
}

test("words that were exchanged stand side by side, what is gone before what is new", () => {
  expect(shown("<p>One big red house.</p>", "<p>One small green house.</p>")).toBe(
    "<p>One <del>big red</del><ins>small green</ins> house.</p>",
  );
  expect(shown("<p>A, b and c</p>", "<p>A, b, d and c!</p>")).toBe(
    "<p>A, b<ins>, d</ins> and c<ins>!</ins></p>",
  );
});

test("a mention is one word, and of one that is gone no link is left", () => {
  const mention = (name: string) =>
    `<a href="/d/x/posts?author=${name.length}" data-mention="1"><bdi>@${name}</bdi></a>`;
  const version = (name: string) => SafeHtml.parse(`<p>Dear ${mention(name)}, hello</p>`);
  const { blocks } = compare(version("Ana Lima"), version("Ana Maria Lima"), "en");
  expect(blocks[0]?.runs.map(({ kind, tokens }) => [kind, tokens.map(({ text }) => text)])).toEqual(
    [
      ["same", ["Dear", " "]],
      ["gone", ["@Ana Lima"]],
      ["new", ["@Ana Maria Lima"]],
      ["same", [",", " ", "hello"]],
    ],
  );
});

test("a quotation in another language is still in it", () => {
  const quoted = (words: string) =>
    `<blockquote lang="ar" dir="rtl"><p>${words}</p></blockquote><p>So.</p>`;
  expect(shown(quoted("قالت نعم"), quoted("قالت لا"))).toBe(
    quoted("قالت <del>نعم</del><ins>لا</ins>"),
  );
});

test("paragraphs, headings, lists and quotations stay what they are, whole ones included", () => {
  const before = "<h3>Aim</h3><p>First of all.</p><ul><li>one way</li><li>two ways</li></ul>";
  const after =
    "<h3>Aims</h3><p>First of all.</p><ul><li>one way</li></ul><blockquote><p>As said.</p></blockquote>";
  expect(shown(before, after)).toBe(
    "<h3><del>Aim</del></h3><h3><ins>Aims</ins></h3><p>First of all.</p>" +
      "<ul><li>one way</li><li><del>two ways</del></li></ul><blockquote><p><ins>As said.</ins></p></blockquote>",
  );
});

test("a removed item of an inner list stays in its list", () => {
  const list = (items: string) => `<ol><li>top<ul>${items}</ul></li><li>last</li></ol>`;
  expect(shown(list("<li>a b</li><li>c d</li>"), list("<li>c d</li>"))).toBe(
    list("<li><del>a b</del></li><li>c d</li>"),
  );
});

test("a paragraph that moved down is kept where it is new, and its neighbours are matched by their words", () => {
  expect(
    shown(
      "<p>We need water for all.</p><p>And roads.</p>",
      "<p>A new beginning.</p><p>We need clean water for all.</p><p>And roads.</p>",
    ),
  ).toBe(
    "<p><ins>A new beginning.</ins></p><p>We need <ins>clean </ins>water for all.</p><p>And roads.</p>",
  );
});

test("a link that leads elsewhere has changed, with the same words; how words look is no change of words", () => {
  const link = (href: string) => `<p>See <a href="${href}">the report</a>.</p>`;
  expect(shown(link("https://one.example/"), link("https://two.example/"))).toMatch(
    /^<p>See <del>the report<\/del><ins><a href="https:\/\/two.example\/"[^>]*>the report<\/a><\/ins>\.<\/p>$/,
  );
  expect(shown("<p>Plain words</p>", "<h4><strong>Plain</strong> words</h4>")).toContain(
    editWords.en.onlyLooks,
  );
});

test("markup that people wrote as text stays text, and nothing that is gone leads anywhere", () => {
  const text = "<p>x &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; y</p>";
  expect(shown(text, `${text}<p>more</p>`)).toBe(
    "<p>x &lt;script>alert(1)&lt;/script> &amp;amp; y</p><p><ins>more</ins></p>",
  );
  expect(shown('<p>a b <a href="https://x.example">c</a></p>', "<p>a b d</p>")).not.toContain(
    "x.example",
  );
});

test("in Arabic a word is the whole word, and languages without spaces are cut into words", () => {
  expect(
    shown("<p>نحتاج إلى مدارس جديدة في القرى</p>", "<p>نحتاج إلى المدارس جديدة في القرى</p>", "ar"),
  ).toBe("<p>نحتاج إلى <del>مدارس</del><ins>المدارس</ins> جديدة في القرى</p>");
  expect(shown("<p>私は東京に住んでいます</p>", "<p>私は大阪に住んでいます</p>", "ja")).toBe(
    "<p>私は<del>東京</del><ins>大阪</ins>に住んでいます</p>",
  );
  expect(shown("<p>ผมชอบกินข้าว</p>", "<p>ผมชอบกินปลา</p>", "th")).toBe(
    "<p>ผมชอบกิน<del>ข้าว</del><ins>ปลา</ins></p>",
  );
});

test("each change is named at both ends for those who listen", () => {
  const ui = { t: en, lang: "en" as const, zone: "UTC" as const, now: 0, live: true };
  const props = {
    before: sanitize("<p>a b c</p>"),
    after: sanitize("<p>a d c</p>"),
    language: "en",
  };
  const t = editWords.en;
  const html = renderToString(h(UiContext.Provider, { value: ui, children: h(Compared, props) }));
  for (const words of [t.goneStart, t.goneEnd, t.addedStart, t.addedEnd])
    expect(html).toContain(`lang="en"> ${words} </span>`);
});

const words = (n: number, seed: number) =>
  Array.from({ length: n }, (_, i) => ((i * 7919 + seed * 104729) % 9973).toString(36)).join(" ");
const many: [string, string, string][] = [
  [
    "one word, changed by a letter",
    "a".repeat(20_000),
    `${"a".repeat(9_999)}b${"a".repeat(10_000)}`,
  ],
  ["one word, another", "ab".repeat(10_000), "ba c".repeat(5_000)],
  ["wholly rewritten", words(4_000, 1), words(4_000, 2)],
  ["letters apart", "a ".repeat(10_000), "b ".repeat(10_000)],
  [
    "marks upon marks",
    `e${"\u0301".repeat(200)} `.repeat(90),
    `o${"\u0301".repeat(200)} `.repeat(90),
  ],
  ["a paragraph for each letter", "<p>a</p>".repeat(10_000), "<p>b</p><p>a</p>".repeat(5_000)],
  ["lists in lists", "<ul><li>a".repeat(18), "<ul><li>b".repeat(18)],
  ["nothing", "", "x"],
];
test.each(many)("%s: the work is bounded, and both texts are there", (_, before, after) => {
  const started = performance.now();
  const [old, now] = [sanitize(before), sanitize(after)];
  const { blocks } = compare(old, now, "en");
  inTime(performance.now() - started, 8_000);
  const letters = (not: string) =>
    blocks
      .flatMap(({ runs }) => runs.flatMap(({ kind, tokens }) => (kind === not ? [] : tokens)))
      .map(({ text }) => text)
      .join("")
      .replace(/\s/g, "");
  const plain = (html: string) => html.replace(/<[^>]*>|\s/g, "");
  expect(letters("new")).toBe(plain(old));
  expect(letters("gone")).toBe(plain(now));
});
