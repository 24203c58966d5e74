import { lookalikes } from "./confusables.ts";

/**
 * The skeleton of a name, after UTS #39: names that a reader could take for one another have the same. Case, spaces and
 * punctuation don't count; accents do. It is for comparing only and is never shown.
 */
export function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .split(/\p{Zs}+/u)
    .map(skeleton)
    .join("")
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}

function skeleton(word: string): string {
  const mixed = latin.test(word);
  return [...word.normalize("NFD")]
    .map((char) => (mixed ? asShown(char) : inEitherCase(char)))
    .join("")
    .replace(dropped, "")
    .replace(/[1l|]/g, "i")
    .replace(/i\u0307/g, "i") // Turkish i with the dot written out
    .replace(/0/g, "o")
    .replace(/m/g, "rn");
}

const latin = /\p{Script=Latin}/u;
/** Vowel signs and the stretching line of Arabic, which people write or leave out, and letters that stand for an apostrophe. */
const dropped = /[\u0640\u064b-\u0652\u0670\u02b9-\u02ff\ua788-\ua78c]/g;

/** Folds case the long way round, so that ß becomes ss, and final sigma sigma. */
const folded = (char: string) => char.toUpperCase().toLowerCase();

/**
 * In a word of its own script, what the capital or else the small letter looks like: the key may not depend on the case,
 * and a capital is the better disguise (Greek Ν and ν look like N and v).
 */
function inEitherCase(char: string): string {
  return (
    lookalikes.get(char.toUpperCase()) ??
    lookalikes.get(char.toLowerCase()) ??
    variants.get(char) ??
    [...folded(char)].map((each) => lookalikes.get(each) ?? each).join("")
  );
}

/** Among Latin letters a foreign one is there for its looks, so it counts as it looks, capital or small. */
function asShown(char: string): string {
  return latin.test(char) ? inEitherCase(char) : (lookalikes.get(char) ?? inEitherCase(char));
}

/** Letters of Arabic script that differ by keyboard, not by reading. */
const variants: ReadonlyMap<string, string> = new Map([
  ["\u06a9", "\u0643"],
  ["\u06cc", "\u064a"],
  ["\u0649", "\u064a"],
]);
