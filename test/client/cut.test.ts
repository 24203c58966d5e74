import { expect, test } from "vitest";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import { countWords, cut, excerpt, plainLine } from "#shared/cut.ts";
import { SafeHtml } from "#shared/model.ts";

const safe = (html: string) => SafeHtml.parse(html);
const long = (words: number) => Array.from({ length: words }, (_, i) => `word${i}`).join(" ");

test("a text within the limit stays as it is", () => {
  expect(cut(safe("<p>One two three</p>"), 3)).toEqual({
    ...{ html: "<p>One two three</p>", words: 3, shortened: false },
  });
});

test("a longer one ends after a word, with its elements closed", () => {
  const { html, words, shortened } = cut(safe("<p>One <strong>two three</strong> four</p>"), 2);
  expect(html).toBe("<p>One <strong>two…</strong></p>");
  expect([words, shortened]).toEqual([4, true]);
});

test("nobody has to open a post for its last words", () => {
  expect(cut(safe(`<p>${long(15)}</p>`), 10, 15).shortened).toBe(false);
  expect(cut(safe(`<p>${long(16)}</p>`), 10, 15).shortened).toBe(true);
});

test("it doesn't end in a heading or in a footnote's number", () => {
  expect(cut(safe("<p>One two</p><h3>A long heading</h3><p>three four</p>"), 3).html).toBe(
    "<p>One two</p><h3>A long heading</h3><p>…</p>",
  );
  expect(cut(safe("<p>One two<sup>12 13</sup> three four</p>"), 3).html).toBe(
    "<p>One two<sup>12 13</sup>…</p>",
  );
});

test("it doesn't end in a mention's name", () => {
  const mention = '<a href="/d/x/posts?author=1" data-mention="1"><bdi>@Ana Maria Lima</bdi></a>';
  expect(cut(safe(`<p>Dear ${mention} and others, hello</p>`), 2).html).toBe(
    `<p>Dear ${mention}…</p>`,
  );
});

test("a character reference is never broken, and a sentence's mark before the dots goes", () => {
  expect(cut(safe("<p>one, two &amp; three</p>"), 1).html).toBe("<p>one…</p>");
  expect(cut(safe("<p>a &amp; b c</p>"), 2).html).toBe("<p>a &amp;…</p>");
});

test("texts without spaces are cut too", () => {
  const chinese = safe(`<p>${"移民的路径".repeat(100)}</p>`);
  const { html, words } = cut(chinese, 20);
  expect(words).toBe(500);
  expect([...plainLine(html)].length).toBe(21);
  const endless = cut(safe(`<p>${"a".repeat(5_000)}</p>`), 20);
  expect(plainLine(endless.html).length).toBe(201);
});

test("wherever it is cut, what the sanitiser made is what it would make again", () => {
  const posts = [
    `<h3>Title</h3><p>${long(30)} <a href="https://example.org/?a=1&amp;b=2">link &gt; text</a></p>`,
    `<ul><li>one <em>two <strong>three</strong></em></li><li>four<br>five</li></ul><blockquote><p>${long(9)}</p></blockquote>`,
    `<pre>${long(12)} &lt;script&gt;</pre><p>x<sup>1</sup> &amp; y</p>`,
  ].map((html) => sanitize(html));
  for (const post of posts)
    for (let keep = 1; keep < countWords(post); keep++) {
      const { html } = cut(post, keep);
      expect(sanitize(html)).toBe(html);
      expect(plainLine(post).startsWith(plainLine(html).replace(/…$/, "").trimEnd())).toBe(true);
    }
});

test("an excerpt is one line of plain words that ends with a word", () => {
  const html = "<h3>Title</h3><p>The last bus leaves &amp; nobody<sup>1</sup> waits, for us.</p>";
  expect(excerpt(html, 200)).toBe("Title The last bus leaves & nobody waits, for us.");
  expect(excerpt(html, 41)).toBe("Title The last bus leaves & nobody waits…");
  expect(excerpt(`<p>${"😀".repeat(50)}</p>`, 11).isWellFormed()).toBe(true);
});

test("an excerpt leaves out what is quoted, however deep, as long as there is anything else", () => {
  const theirs = "<blockquote><p>They said</p></blockquote>";
  const within = `<blockquote lang="fr"><p>Cité</p>${theirs}<p>encore</p></blockquote>`;
  expect(excerpt(`${within}<p>I agree.</p>${theirs}<p>So it is.</p>`, 80)).toBe(
    "I agree. So it is.",
  );
  expect(excerpt(`${theirs}<p></p>`, 80)).toBe("They said");
});
