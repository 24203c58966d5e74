import type { SafeHtml } from "./model.ts";

/** The start of a sanitised text, with every element closed again. */
export interface Cut {
  html: SafeHtml;
  /** Words of the whole text. */
  words: number;
  /** False when `html` is the whole text. */
  shortened: boolean;
}

const pieces = /<[^>]*>|[^<]+/g;
/** An ideograph or a syllable of a script without spaces counts as a word; else what stands between spaces. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]+/gu;
const characters = /&[a-z0-9#]+;|[\s\S]/giu;
const tagName = /^<\/?([a-z0-9]+)/;
/** A text never ends inside one of these: a heading needs what it heads, a footnote mark its sentence, and a mention is one name. */
const unbroken = new Set(["h3", "h4", "sup", "bdi"]);
/** A word longer than this is broken, because nothing else would shorten a text that is one word. */
const longWord = 80;

const length = (word: string): number => (word.length > longWord ? Math.ceil(word.length / 10) : 1);

/** How many words sanitised HTML has. */
export function countWords(html: string): number {
  let count = 0;
  for (const [word] of html.replace(/<[^>]*>/g, " ").matchAll(words)) count += length(word);
  return count;
}

/**
 * The first `keep` words of sanitised HTML when it has more than `most`, else all of it. The cut is between two words and never
 * inside a tag or a character reference: sanitised HTML writes `<` and `>` in texts and attributes as references.
 */
export function cut(html: SafeHtml, keep: number, most: number = keep): Cut {
  const count = countWords(html);
  if (count <= Math.max(keep, most)) return { html, words: count, shortened: false };
  let out = "";
  let left = keep;
  const open: string[] = [];
  for (const [piece] of html.matchAll(pieces)) {
    if (piece.startsWith("<")) {
      follow(open, piece);
      out += piece;
      continue;
    }
    const whole = open.some((name) => unbroken.has(name));
    const taken = whole ? { text: piece, left: left - countWords(piece) } : take(piece, left);
    out += taken.text;
    left = taken.left;
    if (left <= 0 && !whole) break;
  }
  const ends = open.reverse().map((name) => `</${name}>`);
  const start = `${out.replace(/(?:\s|[:,،؛]|(?<!&[a-z0-9#]{1,8});)+$/iu, "")}…${ends.join("")}`;
  return { html: isStillSafe(start) ? start : html, words: count, shortened: true };
}

/** Leaving out whole elements and whole words of what the sanitiser made adds nothing to it. */
const isStillSafe = (_start: string): _start is SafeHtml => true;

/** Keeps the list of open elements in step with a tag. */
function follow(open: string[], tag: string): void {
  const name = tagName.exec(tag)?.[1];
  // Of what the sanitiser lets through only this has no end tag.
  if (!name || name === "br") return;
  if (!tag.startsWith("</")) open.push(name);
  else if (open.at(-1) === name) open.pop();
}

/** The text up to the end of its `left`th word. */
function take(text: string, left: number): { text: string; left: number } {
  let rest = left;
  let end = 0;
  for (const match of text.matchAll(words)) {
    const [word] = match;
    const weight = length(word);
    if (weight > rest) {
      const part = weight > 1 ? [...word.matchAll(characters)].slice(0, rest * 10) : [];
      return { text: text.slice(0, match.index) + part.map(([each]) => each).join(""), left: 0 };
    }
    rest -= weight;
    end = match.index + word.length;
    if (rest === 0) return { text: text.slice(0, end), left: 0 };
  }
  return { text, left: rest };
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

/** The words of sanitised HTML on one line, for a quotation of them. */
export function plainLine(html: string): string {
  return html
    .replace(/<sup>.*?<\/sup>/g, "")
    .replace(/<\/?(?:p|br|h3|h4|ul|ol|li|blockquote|pre)[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** One that holds no other. */
const quotation = /<blockquote(?:(?!<blockquote)[\s\S])*?<\/blockquote>/g;

/** Sanitised HTML without what it quotes, and each quotation without those in it. */
export function apart(html: string): { own: string; quoted: string[] } {
  const quoted: string[] = [];
  let own = html;
  for (let left = ""; left !== own; ) {
    left = own;
    own = left.replace(quotation, (each) => {
      quoted.push(each);
      return " ";
    });
  }
  return { own, quoted };
}

/**
 * The first words of a text, at most `most` characters, ending with a word. What it quotes is somebody else's, and is left out as long
 * as there is anything else.
 */
export function excerpt(html: string, most: number): string {
  const line = plainLine(apart(html).own) || plainLine(html);
  if (line.length <= most) return line;
  const space = line.lastIndexOf(" ", most);
  const end = space > most / 2 ? space : most;
  return `${line
    .slice(0, end)
    .toWellFormed()
    .replace(/\ufffd$/, "")
    .replace(/[\s.,;:!?،؛]+$/u, "")}…`;
}
