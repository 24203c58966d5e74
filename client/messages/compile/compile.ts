import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { type Lang, langs, locales } from "#client/messages/messages.ts";
import { type Catalogue, type Catalogues, parsed, valuesOf } from "./catalogue.ts";

/** Parts of which each language is a file of its own, because every page or every host loads them. */
const apart: readonly string[] = ["page", "host"];

const head = `// Compiled by \`npm run messages\` from the .json files, which are the ones to change.
`;

/**
 * The modules that say these messages, by the names of their files: what is told one value takes it, what is told more takes
 * them by name. Nothing may be wrong in the catalogues.
 */
export function compile(catalogues: Catalogues): Map<string, string> {
  const files = new Map<string, string>();
  for (const [part, english] of Object.entries(catalogues.en)) {
    if (typeof english === "string") continue;
    const inLang = (lang: Lang, counting: string) =>
      group(english, catalogues[lang][part], counting, "");
    if (apart.includes(part))
      for (const lang of langs)
        files.set(`${part}-${lang}.ts`, oneLanguage(lang, inLang(lang, "")));
    else
      files.set(
        `${part}.ts`,
        allLanguages(part, (lang) => inLang(lang, `counting.${lang}.`)),
      );
  }
  return files;
}

const importCounting = `import { countingIn } from "#client/messages/counting.ts";\n`;
const countingOf = (lang: Lang) => `countingIn(${JSON.stringify(locales[lang])})`;

function oneLanguage(lang: Lang, words: string): string {
  const used = ["number", "plural"].filter((name) => new RegExp(`\\b${name}\\(`).test(words));
  const counting = `\nconst { ${used.join(", ")} } = ${countingOf(lang)};`;
  return `${head}${used.length > 0 ? importCounting + counting : ""}
export const words = ${words};
`;
}

function allLanguages(part: string, inLang: (lang: Lang) => string): string {
  const each = langs.map((lang) => [lang, inLang(lang)] as const);
  const counting = `\nconst counting = { ${langs.map((lang) => `${lang}: ${countingOf(lang)}`).join(", ")} };`;
  const some = each.some(([, words]) => words.includes("counting."));
  const type = `${part[0]?.toUpperCase()}${part.slice(1)}Words`;
  return `${head}${some ? importCounting : ""}import type { Lang } from "#client/messages/messages.ts";
${some ? counting : ""}
const en = ${each[0]?.[1]};
export type ${type} = typeof en;
${each
  .slice(1)
  .map(([lang, words]) => `const ${lang}: ${type} = ${words};\n`)
  .join("")}
export const ${part}Words: Record<Lang, ${type}> = { ${langs.join(", ")} };
`;
}

/** A group of messages in the order of the English one, which also says what each is told. */
function group(
  english: Catalogue,
  own: Catalogue[string] | undefined,
  counting: string,
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(english).flatMap(([key, pattern]) => {
    const value = typeof own === "object" ? own[key] : undefined;
    if (key.startsWith("@") || value === undefined) return [];
    const said =
      typeof pattern === "string"
        ? message(pattern, String(value), counting)
        : group(pattern, value, counting, inner);
    return `${inner}${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${said},\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function message(english: string, own: string, counting: string): string {
  const values = [...valuesOf(parsed(english))];
  const said = text(parsed(own), counting);
  const types = values.map(
    ([name, kind]) => `${name}: ${kind === "number" ? kind : "string | number"}`,
  );
  if (values.length === 0) return said;
  if (values.length === 1) return `(${types[0]}) => ${said}`;
  return `({ ${values.map(([name]) => name).join(", ")} }: { ${types.join("; ")} }) => ${said}`;
}

/** An expression for what these say; `#` stands for the number that `counted` names. */
function text(elements: MessageFormatElement[], counting: string, counted = ""): string {
  if (elements.every(isLiteral)) return JSON.stringify(elements.map(({ value }) => value).join(""));
  const pieces = elements.map((element) => piece(element, counting, counted));
  const [only] = pieces;
  if (only && pieces.length === 1 && elements[0]?.type === TYPE.plural) return only;
  return `\`${elements.map((element, i) => (isLiteral(element) ? escaped(element.value) : `\${${pieces[i]}}`)).join("")}\``;
}

function piece(element: MessageFormatElement, counting: string, counted: string): string {
  switch (element.type) {
    case TYPE.argument:
      return element.value;
    case TYPE.number:
      return `${counting}number(${element.value})`;
    case TYPE.pound:
      return `${counting}number(${counted})`;
    case TYPE.plural: {
      const forms = Object.entries(element.options).map(
        ([form, { value }]) =>
          `${form.replace("=", "")}: ${formOf(value, counting, element.value)}`,
      );
      return `${counting}plural(${element.value}, { ${forms.join(", ")} })`;
    }
    default:
      return "";
  }
}

/** A form that holds nothing but its number once is left to be filled in: most forms are not the ones that are said. */
function formOf(elements: MessageFormatElement[], counting: string, counted: string): string {
  const simple =
    elements.every((element) => element.type === TYPE.pound || isLiteral(element)) &&
    elements.filter(({ type }) => type === TYPE.pound).length <= 1 &&
    !elements.some((element) => isLiteral(element) && element.value.includes("#"));
  if (!simple) return `() => ${text(elements, counting, counted)}`;
  return JSON.stringify(elements.map((each) => (isLiteral(each) ? each.value : "#")).join(""));
}

type Literal = Extract<MessageFormatElement, { type: TYPE.literal }>;
const isLiteral = (element: MessageFormatElement): element is Literal =>
  element.type === TYPE.literal;
const escaped = (literal: string) => literal.replace(/[`\\]|\$(?=\{)/g, "\\$&");
