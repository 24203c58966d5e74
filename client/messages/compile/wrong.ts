import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { type Lang, langs, locales } from "#client/messages/messages.ts";
import { type Catalogue, type Catalogues, messagesOf, parsed, valuesOf } from "./catalogue.ts";

/** What is wrong with the catalogues, a line each; English is the pattern. Without any of it they can be compiled. */
export function wrongIn(catalogues: Catalogues): string[] {
  const english = new Map(messagesOf(catalogues.en));
  return langs.flatMap((lang) => {
    const own = new Map(messagesOf(catalogues[lang]));
    return [
      ...[...english.keys()].filter((path) => !own.has(path)).map((path) => `${path} is missing`),
      ...undescribed(catalogues[lang]),
      ...[...own].flatMap(([path, text]) =>
        english.has(path)
          ? wrongWith(lang, text, english.get(path) ?? "").map((wrong) => `${path} ${wrong}`)
          : `${path} is in no English catalogue`,
      ),
    ].map((line) => `${lang}: ${line}`);
  });
}

const undescribed = (catalogue: Catalogue, path = ""): string[] =>
  Object.entries(catalogue).flatMap(([key, value]) => {
    if (typeof value !== "string") return undescribed(value, `${path}${key}.`);
    return key.startsWith("@") && !(key.slice(1) in catalogue)
      ? [`${path}${key} describes no message`]
      : [];
  });

function wrongWith(lang: Lang, text: string, english: string): string[] {
  if (text.trim() === "") return ["is empty"];
  try {
    const elements = parsed(text);
    const told = [...valuesOf(elements).keys()].join(", ");
    const expected = [...valuesOf(parsed(english)).keys()].join(", ");
    return [
      ...(told === expected ? [] : [`is told {${told}} and in English {${expected}}`]),
      ...formsIn(lang, elements),
    ];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [`isn't ICU: ${error.message}`];
  }
}

const counting: ReadonlySet<TYPE> = new Set([
  ...[TYPE.literal, TYPE.argument, TYPE.number, TYPE.plural, TYPE.pound],
]);

/** Plural forms that the language asks for up to ten thousand and that aren't there, those it never asks for, and what isn't compiled. */
function formsIn(lang: Lang, elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (!counting.has(element.type)) return [`holds ${TYPE[element.type]}, which isn't compiled`];
    if (element.type !== TYPE.plural) return [];
    if (element.pluralType === "ordinal" || element.offset !== 0)
      return ["holds an ordinal or an offset, which isn't compiled"];
    const given = Object.keys(element.options).filter((form) => !form.startsWith("="));
    const { needed, known } = rules[lang];
    return [
      ...[...needed].filter((form) => !given.includes(form)).map((form) => `has no form "${form}"`),
      ...given
        .filter((form) => !known.has(form))
        .map((form) => `has "${form}", which is of no use`),
      ...Object.values(element.options).flatMap(({ value }) => formsIn(lang, value)),
    ];
  });
}

const rulesOf = (lang: Lang) => {
  const rules = new Intl.PluralRules(locales[lang]);
  return {
    needed: new Set<string>(Array.from({ length: 10_001 }, (_, n) => rules.select(n))),
    known: new Set<string>(rules.resolvedOptions().pluralCategories),
  };
};
const rules = Object.fromEntries(langs.map((lang) => [lang, rulesOf(lang)])) as Record<
  Lang,
  ReturnType<typeof rulesOf>
>;
