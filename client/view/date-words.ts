import { type Lang, locales } from "#client/messages/messages.ts";
import type { DateForm, DateWords, Field, Pattern } from "./dates.ts";

const day = { day: "numeric", month: "long" } as const;
/** How `Intl` is asked for each. */
const forms = {
  year: { year: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day,
  dayOfYear: { ...day, year: "numeric" },
  short: { weekday: "short", ...day },
  shortOfYear: { weekday: "short", ...day, year: "numeric" },
  long: { weekday: "long", ...day },
  longOfYear: { weekday: "long", ...day, year: "numeric" },
} as const satisfies Record<DateForm, Intl.DateTimeFormatOptions>;

const formatter = (lang: Lang, form: DateForm): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locales[lang], { ...forms[form], timeZone: "UTC" });

const fields: ReadonlySet<string> = new Set(["year", "month", "weekday", "day", "hour", "minute"]);
const isField = (type: string): type is Field => fields.has(type);

/** Of a language, for pages in it. */
export function dateWordsOf(lang: Lang): DateWords {
  const part = (form: DateForm, time: number, type: Field): string =>
    formatter(lang, form)
      .formatToParts(time)
      .find((each) => each.type === type)?.value ?? "";
  const months = Array.from({ length: 12 }, (_, m) => part("day", Date.UTC(2026, m, 5), "month"));
  // The fourth of January 2026 was a Sunday.
  const weekdays = (form: "short" | "long") =>
    Array.from({ length: 7 }, (_, d) => part(form, Date.UTC(2026, 0, 4 + d), "weekday"));
  const pattern = (form: DateForm): Pattern =>
    formatter(lang, form)
      .formatToParts(Date.UTC(2026, 0, 4))
      .map(({ type, value }) => (isField(type) ? [type, ""] : ["", value]));
  return {
    months,
    weekdays: { short: weekdays("short"), long: weekdays("long") },
    patterns: {
      ...{ year: pattern("year"), clock: pattern("clock"), day: pattern("day") },
      ...{ dayOfYear: pattern("dayOfYear"), short: pattern("short") },
      ...{ shortOfYear: pattern("shortOfYear"), long: pattern("long") },
      longOfYear: pattern("longOfYear"),
    },
  };
}
