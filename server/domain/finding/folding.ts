const segments = new Intl.Segmenter("und", { granularity: "word" });

/** Accents of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew, and the stretch of an Arabic word. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
/** Letters that stand for one another in writing, and are no accented forms. */
const same: Record<string, string> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ" },
  ...{ ى: "ي", ی: "ي", ة: "ه", ک: "ك", ٱ: "ا" },
};
const letters = new RegExp(`[${Object.keys(same).join("")}]`, "g");

/** A text as it is compared: without accents, case, and the different forms of one Arabic letter. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(marks, "")
    .replace(letters, (letter) => same[letter] ?? letter);

/** A piece of a text with what of it is compared: a word may be more than one, as in "l'eau". Between words there are none. */
export interface Piece {
  text: string;
  words: readonly string[];
}

/** A text in its pieces, none left out. Scripts without spaces are taken apart by their dictionary. */
export function* piecesOf(text: string): Iterable<Piece> {
  for (const { segment, isWordLike } of segments.segment(text))
    yield { text: segment, words: isWordLike ? partsOf(segment) : [] };
}

const partsOf = (segment: string): string[] =>
  fold(segment)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== "");

/** The different words of a text, folded. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const piece of piecesOf(text)) for (const word of piece.words) words.add(word);
  return [...words];
}
