import { expect, test } from "vitest";
import { asHtml, asText } from "#client/feed/plain-text.ts";

test("a blank line begins a paragraph, a line end stays one, and markup is text", () => {
  expect(asHtml('One\nline\r\n \r\n\n<b>Two</b> & "three"\n\n')).toBe(
    "<p>One<br>line</p><p>&lt;b&gt;Two&lt;/b&gt; &amp; &quot;three&quot;</p>",
  );
});

test("what is only white space is no paragraph", () => {
  expect(asHtml(" \n\n \t\n")).toBe("");
});

test("a plain post comes back as it was typed", () => {
  const text = 'One\nline\n\nTwo <b> & "three" &amp;';
  expect(asText(asHtml(text))).toEqual({ text, plain: true });
});

test("a post with headings and lists says that it will be plain", () => {
  const { text, plain } = asText("<h3>Title</h3><p>Text</p><ul><li>one</li><li>two</li></ul>");
  expect(plain).toBe(false);
  expect(text).toBe("Title\n\nText\n\n- one\n- two");
});
