import { primary } from "#client/language-tag.ts";
import { isPlain } from "#client/messages/counting.ts";
import { type Lang, locales } from "#client/messages/messages.ts";
import type { Instant } from "#shared/model.ts";
import { inForm } from "./dates.ts";
import type { Ui } from "./ui.ts";

/** Only a calendar date: it has no zone, so it is read and shown in UTC. */
export const calendarDay = ({ lang }: Ui, date: string): string =>
  inForm(lang, "UTC", "dayOfYear", Date.parse(`${date}T00:00:00Z`));

const ofYear = { day: "dayOfYear", short: "shortOfYear", long: "longOfYear" } as const;

/** With the year where it is another one than now. */
export function dayParts(
  { lang, zone, paper, now }: Ui,
  time: number,
  form: keyof typeof ofYear,
): string {
  const year = (of: number) => inForm(lang, zone, "year", of);
  const sameYear = !paper && year(time) === year(now);
  return inForm(lang, zone, sameYear ? form : ofYear[form], time);
}

/** "3 March" */
export const day = (ui: Ui, at: Instant): string => dayParts(ui, Date.parse(at), "day");

/** "10:42", with UTC named where nobody's own zone is known yet. */
export function clock(ui: Ui, time: number): string {
  const text = inForm(ui.lang, ui.zone, "clock", time);
  return ui.live ? text : ui.t.utc(text);
}

/** "Friday 20 March, 18:00": for times that decide something. */
export const fullTime = (ui: Ui, at: Instant): string =>
  ui.t.at({ day: dayParts(ui, Date.parse(at), "long"), time: clock(ui, Date.parse(at)) });

const isToday = (ui: Ui, time: number): boolean =>
  ui.live && !ui.paper && dayParts(ui, time, "long") === dayParts(ui, ui.now, "long");

/** "Tue 3 March, 10:42", or shorter for what is of today. It stands alone: within a sentence, see `timeWithin`. */
export function postTime(ui: Ui, at: Instant): string {
  const time = Date.parse(at);
  if (!ui.paper && ui.live && Math.abs(ui.now - time) < 60_000) return ui.t.justNow;
  return isToday(ui, time) ? ui.t.today(clock(ui, time)) : timeWithin(ui, at);
}

/** "Tue 3 March, 10:42", or "10:42" for what is of today: goes into a sentence of any language as it is. */
export function timeWithin(ui: Ui, at: Instant): string {
  const time = Date.parse(at);
  return isToday(ui, time)
    ? clock(ui, time)
    : ui.t.at({ day: dayParts(ui, time, "short"), time: clock(ui, time) });
}

const numbers = new Map<Lang, Intl.NumberFormat>();

export function numeral(lang: Lang, n: number): string {
  if (isPlain(n)) return String(n);
  const made = numbers.get(lang) ?? new Intl.NumberFormat(locales[lang]);
  numbers.set(lang, made);
  return made.format(n);
}

const names = new Map<string, string>();
const mostNames = 500;

/**
 * How languages are called, by their tags, and several of them, any of which will do, by theirs with commas between. A browser
 * takes long to find the first of either, so that the server tells a page's.
 */
export function knowLanguages(lang: Lang, known: Readonly<Record<string, string>>): void {
  for (const [tags, name] of Object.entries(known)) names.set(`${lang} ${tags}`, name);
}

function known(lang: Lang, tags: string, find: () => string): string {
  const key = `${lang} ${tags}`;
  const name = names.get(key) ?? find();
  if (names.size < mostNames) names.set(key, name);
  return name;
}

/** A language's name in the reader's language. */
export const languageName = (lang: Lang, tag: string): string =>
  known(lang, tag, () => nameOf(lang, tag));

function nameOf(lang: Lang, tag: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const rightToLeft = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "arc"]);
export const directionOf = (tag: string): "ltr" | "rtl" =>
  rightToLeft.has(primary(tag)) ? "rtl" : "ltr";

/** Languages by their names, any of which will do: "English, French or Spanish". */
export const anyLanguage = (lang: Lang, tags: readonly string[]): string =>
  known(lang, tags.join(), () =>
    new Intl.ListFormat(locales[lang], { type: "disjunction" }).format(
      tags.map((tag) => languageName(lang, tag)),
    ),
  );

/** One of the host's texts, in the reader's language or else in another one that there is. */
export function pick<T extends string>(
  texts: Readonly<Record<string, T>>,
  lang: string,
): { text: T; lang: string } | null {
  const filled = Object.entries(texts).filter(([, text]) => text !== "");
  const found =
    filled.find(([tag]) => tag === lang) ??
    filled.find(([tag]) => tag.startsWith(`${lang}-`)) ??
    filled.find(([tag]) => tag === "en") ??
    filled[0];
  return found ? { lang: found[0], text: found[1] } : null;
}

/** What an element needs to show a text in another language than the page's: nothing when it is the same. */
export const langProps = (
  tag: string | null,
  lang: Lang,
): { lang?: string; dir?: "ltr" | "rtl" } =>
  tag === null || tag === lang ? {} : { lang: tag, dir: directionOf(tag) };

const otherWay = { ltr: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/, rtl: /[A-Za-z\u00c0-\u024f]/ };
/** A name inside a sentence: set apart where its script runs the other way, so that it turns nothing around it. */
export const isolated = ({ lang }: Ui, name: string): string =>
  otherWay[directionOf(lang)].test(name) ? `\u2068${name}\u2069` : name;
