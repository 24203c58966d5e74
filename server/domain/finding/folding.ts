import { fold } from "#shared/fold.ts";

const segments = new Intl.Segmenter("und", { granularity: "word" });

/** Counts up with every change of what is made of a text here: then posts are indexed anew (see index-posts). */
export const folding = 4;

/**
 * What stands before an Arabic word without a space: the article, also with "and", "with", "as", "so" or "for", and "and" alone
 * before a word that is long enough. From the light10 stemmer, which takes endings off besides; these are found by the beginning.
 */
const proclitics =
  /^(?:\u0648?(?:[\u0628\u0643\u0641]?\u0627\u0644|\u0644\u0644)(?=\p{L}{3})|\u0648(?=\p{L}{4}))/u;

/** A folded word without what is only written together with it. */
const bare = (word: string): string => word.replace(proclitics, "");

/**
 * A piece of a text with what of it is compared: a word may be more than one, as in "l'eau", and an Arabic one is there with and
 * without what stands before it. Between words there are none.
 */
export interface Piece {
  text: string;
  words: readonly string[];
}

/** A text in its pieces, none left out. Scripts without spaces are taken apart by their dictionary. */
export function* piecesOf(text: string): Iterable<Piece> {
  for (const { segment, isWordLike } of segments.segment(text))
    yield { text: segment, words: isWordLike ? partsOf(segment).flatMap(formsOf) : [] };
}

const partsOf = (segment: string): string[] =>
  fold(segment)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== "");

/**
 * A word that begins as this one does, and whose beginning is taken off, is found by what is left: so each is there that can be
 * taken off a beginning, also of what stood behind the article (a noun may begin as "and" does).
 */
function formsOf(word: string): string[] {
  const [and = ""] = /^\u0648(?=\p{L}{4})/u.exec(word) ?? [];
  const noun = bare(word);
  return [...new Set([word, word.slice(and.length), noun, bare(noun)])];
}

/** The different words of a text, folded, in each of their forms. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const piece of piecesOf(text)) for (const word of piece.words) words.add(word);
  return [...words];
}

/** What the words that are looked for begin with. */
export function beginningsIn(text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segments.segment(text))
    if (isWordLike) for (const part of partsOf(segment)) words.add(bare(part));
  return [...words];
}
