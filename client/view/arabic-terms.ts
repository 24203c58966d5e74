import { fold } from "#shared/fold.ts";

const article = "\u0627\u0644";
/** "With", "as" and "for". */
const prepositions = ["\u0628", "\u0643", "\u0644"];
/** What Arabic writes together with the word after it: "and" or "so", then a preposition, then the article, each or none of them. */
const proclitics = ["", "\u0648", "\u0641"].flatMap((and) =>
  ["", article, "\u0644\u0644", ...prepositions, ...prepositions.map((each) => each + article)].map(
    (next) => and + next,
  ),
);
/** With fewer letters left a word is another one as often as not. */
const enough = 3;

/** A folded word without its article. */
const noun = (word: string): string =>
  word.startsWith(article) && word.length >= article.length + enough
    ? word.slice(article.length)
    : word;

/** What a folded word may be with nothing before it, the word as it is first. */
const nounsIn = (word: string): string[] =>
  proclitics.flatMap((each) => {
    const enoughLeft = each === "" || each === article || word.length >= each.length + enough;
    return enoughLeft && word.startsWith(each) ? word.slice(each.length) : [];
  });

/** A word in Arabic letters, with what stands on them. */
export const arabicWord = "\\p{Script=Arabic}[\\p{Script=Arabic}\\p{M}\\u0640]*";
const begins = new RegExp(`^${arabicWord}$`, "u");
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
    const [first = "", ...rest] = text.split(/\s+/);
    if (!begins.test(first)) return false;
    const [key = "", ...keys] = [first, ...rest].map((each) => noun(fold(each)));
    const entries = this.#byFirst.get(key) ?? [];
    this.#byFirst.set(key, [...entries, { rest: keys, word }]);
    return true;
  }

  get size(): number {
    return this.#byFirst.size;
  }

  /** The term that begins with this word, and where it ends; null for none. */
  at(text: string, index: number, first: string): { word: T; end: number } | null {
    for (const key of nounsIn(fold(first)))
      for (const { rest, word } of this.#byFirst.get(key) ?? []) {
        const end = endOf(text, index + first.length, rest);
        if (end !== null) return { word, end };
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
