import type { Category, Reason } from "#shared/model.ts";
import type { RefusalCode } from "#shared/refusals.ts";
import type { en } from "./en.ts";

/** Every sentence of the interface. English is the pattern; another language without one of them does not compile. */
export type Messages = typeof en;

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

/** What an input can be at fault for, as the server says in `details`. */
export type Fault =
  | "required"
  | "empty"
  | "too_long"
  | "too_short"
  | "email"
  | "unreadable_characters"
  | "personal"
  | "common"
  | "repeated"
  | "bidi_control"
  | "invisible"
  | "control"
  | "marks"
  | "symbol"
  | "no_letter"
  | "reserved"
  | "past"
  | "other_question";

/** The figures a sentence about a refusal may quote. */
export interface Figures {
  limit: string;
  actual: string;
}
export type Refusals = Record<RefusalCode, string>;
export type Reasons = Record<Reason, string>;
export type Categories = Record<Category, string>;
