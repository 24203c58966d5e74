import { fold } from "#shared/fold.ts";
import {
  arabicKeys,
  arabicArticle as article,
  enoughLetters as enough,
  arabicNoun as noun,
} from "#shared/term-key.ts";

/** "With", "as" and "for". */
const prepositions = ["\u0628", "\u0643", "\u0644"];
/** What Arabic writes together with the word after it: "and" or "so", then a preposition, then the article, each or none of them. */
const proclitics = ["", "\u0648", "\u0641"].flatMap((and) =>
  ["", article, "\u0644\u0644", ...prepositions, ...prepositions.map((each) => each + article)].map(
    (next) => and + next,
  ),
);

/** Whether a folded word may be another one with this before it. */
const mayHave = (each: string, word: string): boolean =>
  word.startsWith(each) && (each === "" || each === article || word.length >= each.length + enough);

const isArabic = /^\p{Script=Arabic}/u;
const following = /\s+([\p{L}\p{N}\p{M}_]+)/uy;
const goesOn = /[\p{L}\p{N}\p{M}_]/uy;

interface Entry<T> {
  rest: readonly string[];
  word: T;
}

/**
 * Finds terms that begin with an Arabic word: whatever is written together with it, with vowel signs or without, stretched, and with
 * letters that are written for one another. A look into a table for each word: patterns for all of that cost hundreds of times as much.
 */
export class ArabicTerms<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>();

  /** Whether it is one of these; the more particular one is to be added first. */
  add(text: string, word: T): boolean {
    const [key, ...rest] = arabicKeys(text) ?? [];
    if (key === undefined) return false;
    const entries = this.#byFirst.get(key) ?? [];
    this.#byFirst.set(key, [...entries, { rest, word }]);
    return true;
  }

  /** The term that begins with this word, and where it ends; null for none. */
  at(text: string, index: number, first: string): { word: T; end: number } | null {
    if (!isArabic.test(first)) return null;
    const folded = fold(first);
    // The word as it is first.
    for (const each of proclitics) {
      if (!mayHave(each, folded)) continue;
      for (const { rest, word } of this.#byFirst.get(folded.slice(each.length)) ?? []) {
        const end = endOf(text, index + first.length, rest);
        if (end !== null) return { word, end };
      }
    }
    return null;
  }
}

/** Where these words end, if they follow and nothing goes on behind the last. */
function endOf(text: string, from: number, words: readonly string[]): number | null {
  let end = from;
  for (const word of words) {
    following.lastIndex = end;
    const [all, next] = following.exec(text) ?? [];
    if (all === undefined || next === undefined || noun(fold(next)) !== word) return null;
    end += all.length;
  }
  goesOn.lastIndex = end;
  return goesOn.test(text) ? null : end;
}
