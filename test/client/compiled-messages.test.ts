import { expect, test } from "vitest";
import type { Catalogues } from "#client/messages/compile/catalogue.ts";
import { compile } from "#client/messages/compile/compile.ts";
import { wrongIn } from "#client/messages/compile/wrong.ts";

const one = "{n, plural, one {# post} other {# posts}}";
const six =
  "{n, plural, zero {none} one {one} two {two} few {# few} many {# many} other {# other}}";
const right: Catalogues = {
  en: { page: { title: "Posts", count: one, "@count": "Beside the title." } },
  fr: { page: { title: "Contributions", count: "{n, plural, one {# texte} other {# textes}}" } },
  es: { page: { title: "Aportaciones", count: "{n, plural, one {# texto} other {# textos}}" } },
  ar: { page: { title: "المشاركات", count: six } },
};
const withFrench = (page: Record<string, string>): Catalogues => ({ ...right, fr: { page } });
const { title, count } = right.fr.page as Record<"title" | "count", string>;

test.each([
  ["a missing message", withFrench({ title }), "fr: page.count is missing"],
  [
    "one that English hasn't",
    withFrench({ title, count, sous: "Sous-titre" }),
    "fr: page.sous is in no English catalogue",
  ],
  ["an empty one", withFrench({ title: " ", count }), "fr: page.title is empty"],
  [
    "a plural form that the language needs",
    withFrench({ title, count: "{n, plural, other {# textes}}" }),
    'fr: page.count has no form "one"',
  ],
  [
    "a plural form that it never uses",
    withFrench({ title, count: "{n, plural, one {# texte} few {#} other {# textes}}" }),
    'fr: page.count has "few", which is of no use',
  ],
  [
    "another value",
    withFrench({ title: "Contributions de {name}", count }),
    "fr: page.title is told {name} and in English {}",
  ],
  [
    "what is no ICU",
    withFrench({ title: "Contributions {", count }),
    /^fr: page.title isn't ICU: EXPECT_ARGUMENT_CLOSING_BRACE/,
  ],
  [
    "a plural without its last form",
    withFrench({ title, count: "{n, plural, one {# texte}}" }),
    /^fr: page.count isn't ICU: MISSING_OTHER_CLAUSE/,
  ],
  [
    "a kind that isn't compiled",
    withFrench({ title, count: "{n, select, one {un} other {plusieurs}}" }),
    "fr: page.count is told {} and in English {n}",
  ],
  [
    "a description of nothing",
    withFrench({ title, count, "@cont": "À côté du titre." }),
    "fr: page.@cont describes no message",
  ],
])("%s is told", (_, catalogues, line) => {
  const lines = wrongIn(catalogues);
  expect(lines[0]).toMatch(line);
});

test("what has nothing wrong in it has no line", () => {
  expect(wrongIn(right)).toEqual([]);
});

test("characters that mean something in a script stay what they are", () => {
  const files = compile({
    ...{ fr: {}, es: {}, ar: {} },
    en: { page: { path: `\`$\{name}\` \\ {name}`, quoted: "'{'name'}' \"#\" it''s" } },
  });
  const text = files.get("page-en.ts") ?? "";
  expect(text).toContain(`path: (name: string | number) => \`\\\`$$\{name}\\\` \\\\ $\{name}\`,`);
  expect(text).toContain(`quoted: "{name} \\"#\\" it's",`);
});
