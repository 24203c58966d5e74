import { fold } from "./fold.ts";

/** A term as it is looked for: one space between words, one kind of hyphen. */
export const plainTerm = (text: string): string =>
  text
    .trim()
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .replace(/[\u2010\u2011]/g, "-");

/** WHO is not who: what is written in capitals alone is meant so. */
export const isAcronym = (text: string): boolean =>
  /\p{Lu}.*\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);

export const arabicArticle = "\u0627\u0644";
/** With fewer letters left a word is another one as often as not. */
export const enoughLetters = 3;

/** A folded Arabic word without its article. */
export const arabicNoun = (word: string): string =>
  word.startsWith(arabicArticle) && word.length >= arabicArticle.length + enoughLetters
    ? word.slice(arabicArticle.length)
    : word;

const arabicTerm = /^\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*( [\p{L}\p{N}\p{M}_]+)*$/u;

/** The words of a plain term that begins with an Arabic one, as they are compared; null of any other. */
export const arabicKeys = (plain: string): string[] | null =>
  arabicTerm.test(plain) ? plain.split(" ").map((word) => arabicNoun(fold(word))) : null;

/** The same of two terms that are found in the same places, of which one would never have its note. */
export function termKey(text: string): string {
  const plain = plainTerm(text);
  return arabicKeys(plain)?.join(" ") ?? (isAcronym(plain) ? plain : plain.toLowerCase());
}
