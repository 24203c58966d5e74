import type { Lang } from "#client/messages/messages.ts";

/** Where a time is told: in UTC, in the reader's own zone, which the browser knows, or so many minutes ahead of UTC. */
export type Zone = "UTC" | "own" | number;

/** Minutes ahead of UTC. */
export const aheadOf = (zone: Zone, time: number): number =>
  zone === "own" ? -new Date(time).getTimezoneOffset() : zone === "UTC" ? 0 : zone;

/** The forms in which pages tell times: those with a weekday name it in short or at length. */
export type DateForm =
  | "year"
  | "clock"
  | "day"
  | "dayOfYear"
  | "short"
  | "shortOfYear"
  | "long"
  | "longOfYear";

/**
 * What a language's dates are made of, as `Intl` has it. A browser takes long to read its own, which is most of what a phone does while it takes
 * a page over; so the server tells them. A pattern is made of fields and of the text between them.
 */
export interface DateWords {
  months: readonly string[];
  /** From Sunday on. */
  weekdays: Record<"short" | "long", readonly string[]>;
  patterns: Record<DateForm, Pattern>;
}
export type Pattern = readonly (readonly [field: Field | "", text: string])[];
export type Field = "year" | "month" | "weekday" | "day" | "hour" | "minute";

const told = new Map<Lang, DateWords>();
export const knowDates = (lang: Lang, words: DateWords): void => void told.set(lang, words);

/** A time in one of the forms. */
export function inForm(lang: Lang, zone: Zone, form: DateForm, time: number): string {
  const words = told.get(lang);
  if (!words) throw new Error(`No dates were told in ${lang}.`);
  const at = new Date(time + aheadOf(zone, time) * 60_000);
  const [year, month, day, hour, minute] = at.toISOString().split(/\D/);
  const names = words.weekdays[form.startsWith("short") ? "short" : "long"];
  const values: Record<Field, string | undefined> = {
    ...{ year, month: words.months[Number(month) - 1], weekday: names[at.getUTCDay()] },
    ...{ day: String(Number(day)), hour, minute },
  };
  return words.patterns[form].map(([field, text]) => (field ? values[field] : text)).join("");
}
