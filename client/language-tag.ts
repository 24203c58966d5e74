import type { Language } from "#shared/model.ts";

/** Whether it has the form of a language's tag, such as "fr" or "zh-Hant". */
export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value);

/** The language alone, of a tag that may name a script or a country too. */
export const primary = (tag: string): string => tag.split("-", 1)[0] ?? tag;
