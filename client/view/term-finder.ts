import { primary } from "#client/language-tag.ts";
import type { Term } from "#shared/model.ts";
import { enoughLetters, isAcronym, plainTerm, termKey } from "#shared/term-key.ts";
import { ArabicTerms } from "./arabic-terms.ts";

/** Where a term stands in a text. */
export interface Place {
  term: Term;
  at: number;
  end: number;
}
export type FindTerms = (text: string) => Place[];

/** Of scripts that put no space between words: there a term is found wherever its characters stand. */
const spaceless =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}]";
const letter = `(?!${spaceless})[\\p{L}\\p{N}\\p{M}_]`;
/** What a term may begin with: a word, a character of those scripts, a sign. */
const beginning = new RegExp(`(${letter})+|\\S`, "u");
const latinWord = new RegExp(`\\p{Script=Latin}+(?!${letter})`, "gu");
const endsInLetter = new RegExp(`${letter}$`, "u");
const startsWithLetter = new RegExp(`^${letter}`, "u");
const goesOn = new RegExp(letter, "uy");

const firstOf = (text: string): string => beginning.exec(text)?.[0] ?? "";
/** Words, and what else these terms begin with. */
function beginningsOf(texts: readonly string[]): RegExp {
  const signs = texts.map(firstOf).filter((first) => !startsWithLetter.test(first));
  const codes = [...new Set(signs)].map((sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  return new RegExp([`(?:${letter})+`, ...codes].join("|"), "gu");
}

/** A word of Latin letters as it is, and before it its plurals as far as they are the word and an ending. */
function formsOf(word: string): string[] {
  if (word.length < enoughLetters) return [word];
  const plurals = [`${word}es`, `${word}s`];
  if (/u$/i.test(word)) plurals.push(`${word}x`);
  if (/y$/i.test(word)) plurals.push(`${word.slice(0, -1)}ies`);
  return [...plurals, word];
}

/** Of a term, at one place. */
function patternOf(text: string): RegExp {
  const pattern = text
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(latinWord, (word) => `(?:${formsOf(word).join("|")})`)
    .replace(/\s/g, "\\s+")
    .replace(/-/g, "[-\u2010\u2011]");
  return new RegExp(pattern, isAcronym(text) ? "uy" : "iuy");
}

/** Where a whole term ends that begins here; 0 where it doesn't. */
function endAt(text: string, index: number, pattern: RegExp): number {
  pattern.lastIndex = index;
  if (!pattern.test(text)) return 0;
  const end = pattern.lastIndex;
  goesOn.lastIndex = end;
  return endsInLetter.test(text.slice(end - 2, end)) && goesOn.test(text) ? 0 : end;
}

interface Entry {
  term: Term;
  text: string;
  pattern?: RegExp;
}

/** A look into a table for each word of a text, as one pattern of all terms costs a hundred times as much. */
class SpelledTerms {
  readonly #byFirst = new Map<string, Entry[]>();

  /** The more particular one is to be added first. */
  add(text: string, term: Term): void {
    const entry = { text, term };
    for (const form of formsOf(firstOf(text))) {
      const key = form.toLowerCase();
      const entries = this.#byFirst.get(key);
      if (entries) entries.push(entry);
      else this.#byFirst.set(key, [entry]);
    }
  }

  /** The longest that stands here; null for none. */
  at(text: string, index: number, first: string): { word: Term; end: number } | null {
    let longest: { word: Term; end: number } | null = null;
    for (const entry of this.#byFirst.get(first.toLowerCase()) ?? []) {
      entry.pattern ??= patternOf(entry.text);
      const end = endAt(text, index, entry.pattern);
      if (end > (longest?.end ?? 0)) longest = { word: entry.term, end };
    }
    return longest;
  }
}

/**
 * Finds terms of all languages as whole words, whatever their case, spaces and hyphens, the longest first; words in Latin letters also
 * in the plural with -s, -es, -x after u and -ies for y. Where two terms are written alike, the one of the text's own language is meant.
 */
export function finderOf(terms: readonly Term[], language: string): FindTerms {
  const byKey = new Map<string, Entry>();
  const all = terms.flatMap((term) =>
    Object.entries(term.term).map(([tag, text]) => ({
      ...{ term, text: plainTerm(text), own: primary(tag) === language },
    })),
  );
  for (const { term, text } of [...all.filter(({ own }) => own), ...all]) {
    const key = termKey(text);
    if (key !== "" && !byKey.has(key)) byKey.set(key, { term, text });
  }
  const arabic = new ArabicTerms<Term>();
  const spelled = new SpelledTerms();
  // Of "CARE" and "care" the one that is written so.
  const rank = ({ text }: Entry) => text.length + (isAcronym(text) ? 0.5 : 0);
  for (const { text, term } of [...byKey.values()].sort((a, b) => rank(b) - rank(a)))
    if (!arabic.add(text, term)) spelled.add(text, term);
  const beginnings = beginningsOf([...byKey.values()].map(({ text }) => text));
  return (text) => {
    const found: Place[] = [];
    let end = 0;
    for (const { 0: first, index } of text.matchAll(beginnings)) {
      // Words of a term after its first one.
      if (index < end) continue;
      const of = arabic.at(text, index, first) ?? spelled.at(text, index, first);
      if (!of) continue;
      end = of.end;
      found.push({ term: of.word, at: index, end });
    }
    return found;
  };
}
