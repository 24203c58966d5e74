import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Lang } from "#client/messages/messages.ts";

/** Messages in ICU syntax as translators write them. What begins with @ says something about the message of that name. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}
export type Catalogues = Record<Lang, Catalogue>;

/** Each message with its path, such as `page.reasons.spam`. */
export const messagesOf = (catalogue: Catalogue, path = ""): [path: string, text: string][] =>
  Object.entries(catalogue).flatMap(([key, value]): [string, string][] => {
    if (key.startsWith("@")) return [];
    return typeof value === "string" ? [[path + key, value]] : messagesOf(value, `${path}${key}.`);
  });

/** Throws a SyntaxError when it isn't ICU. Tags are text: no message holds any. */
export const parsed = (text: string): MessageFormatElement[] =>
  parse(text, { ignoreTag: true, requiresOtherClause: true });

/** What a message is told, in order of its name: a number where it counts or is formatted, else what is shown as it is. */
export type Values = Map<string, "number" | "shown">;

export function valuesOf(elements: MessageFormatElement[]): Values {
  const found: [string, "number" | "shown"][] = elements.flatMap((element) => {
    if (element.type === TYPE.argument) return [[element.value, "shown"]];
    if (element.type === TYPE.number) return [[element.value, "number"]];
    if (element.type !== TYPE.plural) return [];
    const inner = Object.values(element.options).flatMap(({ value }) => [...valuesOf(value)]);
    return [[element.value, "number"], ...inner];
  });
  const values: Values = new Map();
  for (const [name, kind] of found.sort(([a], [b]) => (a < b ? -1 : 1)))
    if (values.get(name) !== "number") values.set(name, kind);
  return values;
}
