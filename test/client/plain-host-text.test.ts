import { expect, test } from "vitest";
import { hostHtml, hostText } from "#client/settings/plain-host-text.ts";

const mail = '<a href="mailto:help@example.org">help@example.org</a>';
const page = (at: string) => `<a href="https://${at}">https://${at}</a>`;

test.each([
  ["Write to help@example.org.", `Write to ${mail}.`],
  ["(help@example.org, <help@example.org>)", `(${mail}, &lt;${mail}&gt;)`],
  ["See https://a.example/b?c=1&d=2.", `See ${page("a.example/b?c=1&amp;d=2")}.`],
  ["https://a.example? https://a.example: no", `${page("a.example")}? ${page("a.example")}: no`],
  ["(https://a.example)", `(${page("a.example")})`],
  [
    "https://a.example:8080/؟ https://a.example/",
    `${page("a.example:8080/")}؟ ${page("a.example/")}`,
  ],
])("an address of a page or of somebody becomes a link: %s", (text, html) => {
  expect(hostHtml(text)).toBe(`<p>${html}</p>`);
});

test.each([
  "http://a.example",
  "a.example",
  "https://localhost",
  "https://a.example@b.example/",
  "https://a.example/b_(c)",
  "@help, help@example, a@b@c.example, https://user@a.example",
  "x&help@example.org",
])("what may be something else stays text: %s", (text) => {
  expect(hostHtml(text)).not.toContain("<a ");
});

test("a text with such links comes back as it was typed, also as the server has it", () => {
  const text = "Write to help@example.org,\nor see https://a.example/?b&c.\n\n<b>";
  const html = hostHtml(text);
  expect(hostText(html)).toEqual({ text, plain: true });
  const saved = html.replace('"https://a.example/?b&amp;c"', '$& rel="nofollow noopener"');
  expect(hostText(saved)).toEqual({ text, plain: true });
  expect(hostText('<p><a href="https://a.example">here</a></p>').plain).toBe(false);
});
