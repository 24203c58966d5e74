import { expect, test } from "vitest";
import { readBody, sanitize } from "#server/domain/posts/sanitize.ts";
import { plainText } from "#shared/plain-text.ts";

test.each([
  ["<p>a\u202eb\u200bc</p>", "<p>a&#x202e;b&#x200b;c</p>", "<p>abc</p>"],
  ["<p>a\u2067b\ufeffc</p>", "<p>a&#8295;b&#xFEFF;c</p>", "<p>abc</p>"],
  ["<p>a\u{e0041}b</p>", "<p>a&#xe0041;b</p>", "<p>ab</p>"],
  ["<p>a\u00adb\u2060c</p>", "<p>a&shy;b&NoBreak;c</p>", "<p>abc</p>"],
  ["<p>می\u200cخواهم \u200e1</p>", "<p>می&zwnj;خواهم &lrm;1</p>", "<p>می\u200cخواهم \u200e1</p>"],
  ["<p>👨\u200d👩</p>", "<p>👨&zwj;👩</p>", "<p>👨\u200d👩</p>"],
  ["<p>e\u0301</p>", "<p>e&#x301;</p>", "<p>é</p>"],
  ["<p>\u0338a &gt;\u0338</p>", "<p>&#x338;a &gt;&#x338;</p>", "<p>\u0338a &gt;\u0338</p>"],
  ["<p>&l\u200bt;b></p>", "<p>&amp;l&#x200b;t;b&gt;</p>", "<p>&amp;lt;b&gt;</p>"],
])("%j and %j are read alike", (raw, references, safe) => {
  expect(sanitize(raw)).toBe(safe);
  expect(sanitize(references)).toBe(safe);
  expect(sanitize(safe)).toBe(safe);
});

test("control characters don't come in as references either", () => {
  expect(sanitize("<p>a&#1;b&#x1b;c&#127;d&#9;e</p>")).toBe("<p>abcd\te</p>");
});

test("invisible characters alone aren't a text", () => {
  for (const body of ["<p>\u200b\u2060</p>", "<p>&#x200b;&#x2060;&zwj;</p>"])
    expect(() => readBody(body)).toThrow("There is no text");
});

test.each([
  ["java&#x200b;script:alert(1)", null],
  ["java\u202escript:alert(1)", null],
  ["&#x2066;javascript:alert(1)", null],
  ["https://example.org/&#x202e;fdp.exe", "https://example.org/fdp.exe"],
])("the link %j is cleaned before its scheme is looked at", (href, kept) => {
  const rel = ' rel="nofollow noopener noreferrer ugc"';
  const safe = sanitize(`<a href="${href}">x</a>`);
  expect(safe).toBe(kept === null ? "<a>x</a>" : `<a href="${kept}"${rel}>x</a>`);
  expect(sanitize(safe)).toBe(safe);
});

test.each([
  [
    "Markdown's",
    '<p>One<sup><a href="#fn1" id="ref1">1</a></sup>.</p><ol><li id="fn1">Note <a href="#ref1">↩</a></li></ol>',
    '<p>One<sup><a href="#note-2" id="note-1">1</a></sup>.</p><ol><li id="note-2">Note <a href="#note-1">↩</a></li></ol>',
  ],
  [
    "a word processor's",
    '<p><a name="_ftnref1" href="#_ftn1">[1]</a></p><div id="ftn1"><p><a name="_ftn1" href="#_ftnref1">[1]</a> Note</p></div>',
    '<p><a href="#note-2" id="note-1">[1]</a></p><p><a href="#note-1" id="note-2">[1]</a> Note</p>',
  ],
  [
    "without a way back",
    '<p>One <a href="#x">*</a> two <a href="#x">*</a></p><p id="x">Note</p>',
    '<p>One <a href="#note-1">*</a> two <a href="#note-1">*</a></p><p id="note-1">Note</p>',
  ],
])("footnotes, %s, point at each other", (_, body, safe) => {
  expect(sanitize(body)).toBe(safe);
  expect(sanitize(safe)).toBe(safe);
  expect(plainText(sanitize(body))).toContain("Note");
});

test.each([
  ['<p id="app">x</p><a id="state" name="state">y</a>', "<p>x</p><a>y</a>"],
  ['<p><a href="#nowhere">x</a> <a href="#">top</a></p>', "<p><a>x</a> <a>top</a></p>"],
  [
    '<a href="#a">1</a><p id="a">x</p><p id="a">y</p>',
    '<a href="#note-1">1</a><p id="note-1">x</p><p>y</p>',
  ],
  [
    '<a href="#a">1</a><div id="a"><p id="a">x</p></div>',
    '<a href="#note-1">1</a><p id="note-1">x</p>',
  ],
  ['<a href="#a">1</a><script id="a">x</script>', "<a>1</a>"],
  [
    '<a href="#__proto__">1</a><p id="__proto__" class="badge">x</p>',
    '<a href="#note-1">1</a><p id="note-1">x</p>',
  ],
  [
    '<p>&lt;p id="note-1"&gt;<a href=\'https://example.org/" id="note-1\'>x</a></p>',
    '<p>&lt;p id="note-1"&gt;<a href="https://example.org/&quot; id=&quot;note-1" rel="nofollow noopener noreferrer ugc">x</a></p>',
  ],
])("in %j no id of the writer's choice stays, and no link without an end", (body, safe) => {
  expect(sanitize(body)).toBe(safe);
});

test.each([
  ['lang="fr" dir="ltr"', ' lang="fr" dir="ltr"'],
  ['dir="rtl" lang="ar"', ' lang="ar" dir="rtl"'],
  ['lang="zh-Hant"', ' lang="zh-Hant"'],
  ['lang="ar" dir="auto"', ' lang="ar"'],
  ['lang="ar" dir="rtl; x"', ' lang="ar"'],
  ['dir="rtl"', ""],
  ['lang="" dir="rtl"', ""],
  ['lang="qq" dir="ltr"', ""],
  ['lang="EN"', ""],
  ['lang="f\u200br"', ""],
  ["lang='fr\" onclick=\"x()'", ""],
  ['lang="fr&quot; onclick=&quot;x()"', ""],
  ['lang="fr" style="position:fixed" xml:lang="fr" class="badge"', ' lang="fr"'],
])("a quotation with %s has of it %j", (given, kept) => {
  const safe = sanitize(`<blockquote ${given}><p ${given}>Cité.</p></blockquote>`);
  expect(safe).toBe(`<blockquote${kept}><p>Cité.</p></blockquote>`);
  expect(sanitize(safe)).toBe(safe);
});
