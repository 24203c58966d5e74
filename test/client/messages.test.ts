import { IntlMessageFormat } from "intl-messageformat";
import { beforeAll, expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import { messagesOf, parsed, valuesOf } from "#client/messages/compile/catalogue.ts";
import { compile } from "#client/messages/compile/compile.ts";
import { wrongIn } from "#client/messages/compile/wrong.ts";
import { faultWords } from "#client/messages/compiled/fault.ts";
import { hostCatalogues } from "#client/messages/host-messages.ts";
import { type Lang, langs, locales } from "#client/messages/messages.ts";
import { Category, Reason } from "#shared/model.ts";
import { refusals } from "#shared/refusals.ts";
import { ourFiles, read } from "#test/house/files.ts";
import { written } from "#test/support/words.ts";

const compiled = new Map<Lang, object>();
beforeAll(async () => {
  for (const lang of langs) {
    const words: Record<string, unknown> = {
      page: catalogues[lang],
      host: await hostCatalogues[lang](),
    };
    for (const part of Object.keys(written.en).filter((each) => !(each in words))) {
      const module = await import(`../../client/messages/compiled/${part}.ts`);
      words[part] = module[`${part}Words`][lang];
    }
    compiled.set(lang, words);
  }
});

/** The messages of a language with their paths, and what they say once for each of these numbers. */
const counts = [0, 1, 2, 3, 5, 11, 21, 100, 1_234, 10_000];
interface Said {
  path: string;
  text: string;
  /** For the library and for what was compiled: the values by their names. */
  told: Record<string, unknown>;
}
function said(lang: Lang): Said[] {
  const english = new Map(messagesOf(written.en));
  return messagesOf(written[lang]).flatMap(([path, text]) => {
    const values = [...valuesOf(parsed(english.get(path) ?? ""))];
    const counted = values.some(([, kind]) => kind === "number");
    return (counted ? counts : [0]).map((n) => ({
      ...{ path, text },
      told: Object.fromEntries(
        values.map(([name, kind], i) => [name, kind === "number" ? n + i : `<#${name}>`]),
      ),
    }));
  });
}
const inLibrary = (lang: Lang, { text, told }: Said) =>
  new IntlMessageFormat(text, locales[lang], undefined, { ignoreTag: true }).format(told);

function asCompiled(lang: Lang, { path, told }: Said): string {
  const word = pathIn(compiled.get(lang), path);
  if (typeof word !== "function") return String(word);
  const values = Object.values(told);
  return word(values.length === 1 ? values[0] : told);
}
/** A key may hold dots: `labels` has a "faq" and a "faq.question". */
function pathIn(words: unknown, path: string): unknown {
  if (typeof words !== "object" || words === null) return undefined;
  if (path in words) return words[path as keyof typeof words];
  const [key, inner] = Object.entries(words).find(([each]) => path.startsWith(`${each}.`)) ?? [""];
  return pathIn(inner, path.slice(key.length + 1));
}

test("nothing is wrong in a catalogue: no message is missing, empty or unknown, and none lacks a plural form", () => {
  for (const lang of langs) expect(messagesOf(written[lang]).length).toBeGreaterThan(500);
  expect(wrongIn(written)).toEqual([]);
});

test("what is compiled was compiled from these catalogues: if not, npm run messages", () => {
  const made = ourFiles.filter((path) => path.startsWith("client/messages/compiled/"));
  const files = new Map(made.map((path) => [path.split("/").at(-1), read(path)]));
  expect(files).toEqual(compile(written));
});

test.each(langs)("%s says what ICU's messages say, whatever they are told", (lang) => {
  for (const each of said(lang))
    expect(`${each.path}: ${asCompiled(lang, each)}`).toBe(
      `${each.path}: ${inLibrary(lang, each)}`,
    );
});

test.each(langs)("%s says every refusal, reason and category in words of its own", (lang) => {
  const t = catalogues[lang];
  const said = [...Object.keys(t.refusals), ...Object.keys(faultWords[lang])];
  for (const code of Object.keys(refusals)) expect(said).toContain(code);
  for (const reason of Reason.options) expect(t.reasons[reason]).toMatch(/\S/);
  for (const category of Category.options) expect(t.categories[category]).toMatch(/\S/);
});

test.each(langs.filter((lang) => lang !== "en"))("%s isn't English left over", (lang) => {
  const english = new Map(messagesOf(written.en));
  const same = messagesOf(written[lang]).filter(
    ([path, text]) => text === english.get(path) && text.split(" ").length > 2,
  );
  expect(same).toEqual([]);
});

test("no sentence excuses itself or shouts", () => {
  for (const lang of langs)
    for (const [path, sentence] of messagesOf(written[lang]))
      expect(sentence, `${lang}: ${path}`).not.toMatch(
        /!|sorry|désolé|perdón|عذراً|lo sentimos|undefined|\[object/i,
      );
});

test("plurals follow the language: Arabic has six forms, French counts nought with one", () => {
  const { ar, fr } = catalogues;
  const forms = [0, 1, 2, 3, 11, 100].map((n) => ar.newPosts(n));
  expect(new Set(forms).size).toBe(6);
  expect(fr.readers(0)).toBe("0 personne lit en ce moment");
  expect(fr.readers(2)).toBe("2 personnes lisent en ce moment");
});

test("there is no sentence that nothing says", () => {
  const saying = ourFiles
    .filter((path) => /^(client|server|shared)\/.*\.tsx?$/.test(path))
    .filter((path) => !path.startsWith("client/messages/"))
    .map(read)
    .join("\n");
  const unsaid = messagesOf(written.en)
    .map(([path]) => path.split(".").slice(1))
    .filter(([key = "", ...rest]) => {
      const code = rest.join(".");
      // What is chosen by a code, a kind or a role is named wherever that is known.
      const isSaid = saidAs(key).test(saying) || key in faultsOf(written.en);
      return (
        !isSaid || (code !== "" && !new RegExp(`\\b${code.replaceAll(".", "\\.")}\\b`).test(saying))
      );
    });
  // What zod calls a text in a language that there isn't, and the server hands on.
  expect(unsaid).toEqual([["faults", "invalid_key"]]);
});

/** `t.key`, a key that chooses a title, or taken out of what a hook gives. */
const saidAs = (key: string) =>
  new RegExp(
    `(?:\\b(?:t|h|m|f|words|sentences)|\\])\\s*\\.${key}\\b|"${key}"|\\{[^{}=]*\\b${key}\\b[^{}=]*\\} = use\\w+\\(`,
  );
const faultsOf = ({ fault }: (typeof written)["en"]) => fault as Record<string, string>;
