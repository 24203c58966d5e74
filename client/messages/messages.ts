import type { words } from "./compiled/page-en.ts";

/** Every sentence that all pages may need. */
export type Messages = typeof words;

/** The languages of the interface, each by its own name. */
export const languageNames = {
  en: "English",
  fr: "Français",
  es: "Español",
  ar: "العربية",
} as const;
export type Lang = keyof typeof languageNames;
export const langs: readonly Lang[] = ["en", "fr", "es", "ar"];
export const isLang = (value: string): value is Lang => value in languageNames;

/** Which locale dates and numbers are written in: day before month, and European digits also in Arabic. */
export const locales: Record<Lang, string> = {
  en: "en-GB",
  fr: "fr",
  es: "es",
  ar: "ar-u-nu-latn",
};
