import { expect, test, vi } from "vitest";
import { catalogues as ofPages } from "#client/messages/catalogues.ts";
import { editWords } from "#client/messages/edits.ts";
import { findingWords } from "#client/messages/finding.ts";
import { hostCatalogues } from "#client/messages/host/host-messages.ts";
import { type Lang, langs } from "#client/messages/messages.ts";
import { plainCatalogues } from "#client/messages/plain.ts";
import { topicWords } from "#client/messages/topics.ts";
import { translatingWords } from "#client/messages/translating.ts";
import { unreadWords } from "#client/messages/unread.ts";
import { writingWords } from "#client/messages/writing.ts";
import { Category, Reason } from "#shared/model.ts";
import { refusals } from "#shared/refusals.ts";
import { ourFiles, read } from "#test/house/files.ts";

/** What a number may ask for and a sentence hasn't, or the other way round. Beyond ten thousand no sentence here counts. */
const wrongForms = vi.hoisted(() => new Set<string>());
vi.mock("#client/messages/plural.ts", async (original) => {
  const { pluralOf } = await original<typeof import("#client/messages/plural.ts")>();
  const watched: typeof pluralOf = (locale) => {
    const rules = new Intl.PluralRules(locale);
    const needed = new Set(Array.from({ length: 10_001 }, (_, n) => rules.select(n)));
    const known = new Set(rules.resolvedOptions().pluralCategories);
    const plural = pluralOf(locale);
    return (n, forms) => {
      for (const form of needed)
        if (!forms[form]) wrongForms.add(`${locale}: no ${form} beside "${forms.other}"`);
      for (const form of Object.keys(forms))
        if (!known.has(form as Intl.LDMLPluralRule))
          wrongForms.add(`${locale}: ${form} is of no use beside "${forms.other}"`);
      return plural(n, forms);
    };
  };
  return { pluralOf: watched };
});

const allIn = async (lang: Lang) => ({
  ...ofPages[lang],
  edits: editWords[lang],
  finding: findingWords[lang],
  plain: plainCatalogues[lang],
  topics: topicWords[lang],
  unread: unreadWords[lang],
  translating: translatingWords[lang],
  writing: writingWords[lang],
  host: await hostCatalogues[lang](),
});
/** All sentences, also those that a browser loads later. */
const catalogues = {
  en: await allIn("en"),
  fr: await allIn("fr"),
  es: await allIn("es"),
  ar: await allIn("ar"),
};

type Leaf = [path: string, value: unknown];
const leaves = (value: unknown, path = ""): Leaf[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, value]];

/** Every sentence of a catalogue as it could be read: those with gaps filled in. */
function sentences(catalogue: unknown): [string, string][] {
  return leaves(catalogue).flatMap(([path, value]): [string, string][] => {
    if (typeof value !== "function") return [[path, String(value)]];
    if (path === ".orList") return [[path, value(["A", "B"])]];
    if (/^(\.host)?\.faults/.test(path)) return [[path, value({ limit: "10", actual: "7" })]];
    return [0, 1, 2, 5, 11, 100].map((n) => [`${path}(${n})`, value(n, 3, 4)]);
  });
}

test.each(langs)("%s has every sentence that English has, and none is empty", (lang) => {
  const paths = (catalogue: unknown) =>
    leaves(catalogue)
      .map(([path]) => path)
      .sort();
  expect(paths(catalogues[lang])).toEqual(paths(catalogues.en));
  for (const [path, sentence] of sentences(catalogues[lang])) {
    expect(sentence, path).toMatch(/\S/);
    expect(sentence, path).not.toMatch(/undefined|null|NaN|\[object|#/);
  }
});

test.each(langs)("%s says every refusal, reason and category in words of its own", (lang) => {
  const t = catalogues[lang];
  for (const code of Object.keys(refusals)) expect(Object.keys(t.refusals)).toContain(code);
  for (const reason of Reason.options) expect(t.reasons[reason]).toMatch(/\S/);
  for (const category of Category.options) expect(t.categories[category]).toMatch(/\S/);
});

test.each(langs.filter((lang) => lang !== "en"))("%s isn't English left over", (lang) => {
  const english = new Map(sentences(catalogues.en));
  const same = sentences(catalogues[lang]).filter(
    ([path, text]) => text === english.get(path) && text.split(" ").length > 2,
  );
  expect(same).toEqual([]);
});

test("no sentence excuses itself or shouts", () => {
  for (const lang of langs)
    for (const [path, sentence] of sentences(catalogues[lang]))
      expect(sentence, `${lang}${path}`).not.toMatch(/!|sorry|désolé|perdón|عذراً|lo sentimos/i);
});

test("plurals follow the language: Arabic has six forms, French counts nought with one", () => {
  const { ar, fr } = catalogues;
  const forms = [0, 1, 2, 3, 11, 100].map((n) => ar.newPosts(n));
  expect(new Set(forms).size).toBe(6);
  expect(fr.readers(0)).toBe("0 personne lit en ce moment");
  expect(fr.readers(2)).toBe("2 personnes lisent en ce moment");
});

test("no sentence lacks a plural form that its language needs, or has one it can't use", () => {
  for (const lang of langs) expect(sentences(catalogues[lang]).length).toBeGreaterThan(300);
  expect([...wrongForms]).toEqual([]);
});

test("there is no sentence that nothing says", () => {
  const saying = ourFiles
    .filter((path) => /^(client|server|shared)\/.*\.tsx?$/.test(path))
    .filter((path) => !path.startsWith("client/messages/"))
    .map(read)
    .join("\n");
  // What is chosen by a code, a kind or a role is named wherever that is known.
  const { edits, finding, plain, translating, writing, host, ...pages } = catalogues.en;
  const unsaid = [pages, edits, finding, plain, translating, writing, host].flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, value]) => [
      ...(saidAs(key).test(saying) ? [] : [key]),
      ...leaves(value, "")
        .filter(([path]) => path !== "")
        .map(([path]) => path.slice(1))
        .filter((path) => !new RegExp(`\\b${path.replaceAll(".", "\\.")}\\b`).test(saying))
        .map((path) => `${key}.${path}`),
    ]),
  );
  // What zod calls a text in a language that there isn't, and the server hands on.
  expect(unsaid).toEqual(["faults.invalid_key"]);
});

/** `t.key`, a key that chooses a title, or taken out of what a hook gives. */
const saidAs = (key: string) =>
  new RegExp(
    `(?:\\b(?:t|h|words|sentences)|\\])\\s*\\.${key}\\b|"${key}"|\\{[^{}=]*\\b${key}\\b[^{}=]*\\} = use\\w+\\(`,
  );
