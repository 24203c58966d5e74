import type { Language } from "#shared/model.ts";

/** Whether it has the form of a language's tag, such as "fr" or "zh-Hant". */
export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value);
