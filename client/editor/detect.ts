import { detectAll } from "tinyld/light";
import { isLanguage, primary } from "#client/language-tag.ts";
import type { Language } from "#shared/model.ts";

/** Letters that a text needs before its language is guessed: fewer where a script says most of it. */
const enough = 20;
const enoughOfScript = 8;
/** Different letters that any words have: a letter held down is no language. */
const fewest = 4;

interface Script {
  letters: RegExp;
  /** Languages with letters of their own, the most particular first. */
  own?: Readonly<Record<string, RegExp>>;
  /** Others; the first where the discussion names none of them. */
  others: readonly string[];
}
const latin: Script = {
  letters: /\p{Script=Latin}/gu,
  own: {
    vi: /[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/giu,
    cs: /[ěřů]/giu,
    lt: /[ėųįū]/giu,
    lv: /[āēīķļņģ]/giu,
    is: /[þð]/giu,
    az: /ə/giu,
  },
  others: [],
};
const scripts: readonly Script[] = [
  latin,
  {
    letters: /\p{Script=Arabic}/gu,
    own: {
      ur: /[ٹڈڑےںہ]/gu,
      ps: /[ټډړښځڅې]/gu,
      ckb: /[ڕڵێۆە]/gu,
      fa: /[پچژگکی]/gu,
    },
    others: ["ar"],
  },
  {
    letters: /\p{Script=Cyrillic}/gu,
    own: {
      be: /ў/giu,
      kk: /[әқңғұ]/giu,
      uk: /[іїєґ]/giu,
      mk: /[ѓќѕ]/giu,
      sr: /[јљњћђџ]/giu,
      ru: /[ыэё]/giu,
      bg: /ъ/giu,
    },
    others: ["ru"],
  },
  {
    letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    own: { ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
    others: ["zh"],
  },
  { letters: /\p{Script=Devanagari}/gu, own: { mr: /ळ/gu }, others: ["hi", "mr", "ne"] },
  { letters: /\p{Script=Hebrew}/gu, others: ["he", "yi"] },
  { letters: /\p{Script=Ethiopic}/gu, others: ["am", "ti"] },
  ...Object.entries({
    ...{ Greek: "el", Hangul: "ko", Thai: "th", Lao: "lo", Khmer: "km", Myanmar: "my" },
    ...{ Bengali: "bn", Gurmukhi: "pa", Gujarati: "gu", Tamil: "ta", Telugu: "te" },
    ...{ Kannada: "kn", Malayalam: "ml", Sinhala: "si", Armenian: "hy", Georgian: "ka" },
  }).map(([name, tag]) => ({
    letters: new RegExp(`\\p{Script=${name}}`, "gu"),
    others: [tag],
  })),
];
/** Of a hundred letters so many are a language's own where it is that one: fewer are names and loan words. */
const ownShare = 1;

const countOf = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

const scriptOf = (tag: string): Script =>
  scripts.find(({ own, others }) => others.includes(tag) || (own && tag in own)) ?? latin;

/**
 * The language that a text is written in, as one of those named where it is among them; null when that can't be told, and it may
 * as well be the one that is supposed.
 */
export function languageOf(
  text: string,
  among: readonly Language[],
  supposed: Language | null = null,
): Language | null {
  const named = new Map(among.map((tag) => [primary(tag).toLowerCase(), tag]));
  const letters = countOf(text, /\p{L}/gu);
  const script = scripts.find((each) => countOf(text, each.letters) > letters / 2);
  if (!script) return null;
  if (letters < (script === latin ? enough : enoughOfScript)) {
    // A few words tell no language, but that they are none of another script.
    if (!supposed || scriptOf(primary(supposed)) === script) return null;
    return [...named].find(([tag]) => scriptOf(tag) === script)?.[1] ?? null;
  }
  if (new Set(text.toLowerCase().match(/\p{L}/gu)).size < fewest) return null;
  const own = Object.entries(script.own ?? {}).find(
    ([, its]) => 100 * countOf(text, its) >= ownShare * letters,
  )?.[0];
  const found =
    own ??
    script.others.find((tag) => named.has(tag)) ??
    script.others[0] ??
    byWords(text, [...named.keys()]);
  if (found === null) return null;
  return named.get(found) ?? (isLanguage(found) ? found : null);
}

/** Those of the Latin script that can be told by their words. */
const byWord = ["en", "fr", "es", "de", "pt", "it", "nl", "sv", "no", "fi", "pl", "ro", "hu", "tr"];
/** Found so sure, on a scale to 1, or so many times surer than the next, a language may be one that nobody expected. */
const sure = 0.8;
const surer = 5;

function byWords(text: string, named: readonly string[]): string | null {
  const [any, other] = detectAll(text, { only: [...byWord, ...named] });
  if (any && any.accuracy >= Math.min(sure, surer * (other?.accuracy ?? 0))) return any.lang;
  const [best, next] = named.length > 0 ? detectAll(text, { only: [...named] }) : [];
  return !best || (next && best.accuracy < 2 * next.accuracy) ? null : best.lang;
}
