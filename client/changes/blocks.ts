import type { SafeHtml } from "#shared/model.ts";

/** An element that is open where a text stands. The same element is the same object. */
export interface Around {
  readonly tag: string;
  /** Of a link that leads out of the text; null for everything else. */
  readonly href: string | null;
  /** Of a quotation, where it says which language it is in. */
  readonly lang?: string;
}
/** A word, or what stands between two: the smallest thing that is said to have changed. */
export interface Token {
  readonly text: string;
  /** Inline elements around it, outermost first. */
  readonly marks: readonly Around[];
  /** What two tokens are compared by: a link to another place is another word. */
  readonly key: string;
}
/** Text between two edges of paragraphs, list items, headings or quotations. */
export interface Block {
  /** The elements of block level around it, outermost first. */
  readonly path: readonly Around[];
  readonly tokens: readonly Token[];
}

const pieces = /<[^>]*>|[^<]+/g;
const tagName = /^<\/?([a-z0-9]+)/;
const outwardHref = / href="([^"#][^"]*)"/;
const blockTags = new Set(["p", "h3", "h4", "ul", "ol", "li", "blockquote", "pre"]);
const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name] ?? "");

/** Sanitised HTML as a list of its blocks, each a list of its words. Blocks without a word are left out. */
export function blocksOf(html: SafeHtml, language: string): Block[] {
  const split = splitter(language);
  const blocks: Block[] = [];
  const open: Around[] = [];
  let tokens: Token[] = [];
  const isBlock = ({ tag }: Around) => blockTags.has(tag);
  const end = () => {
    if (tokens.some(({ text }) => /\S/.test(text)))
      blocks.push({ path: open.filter(isBlock), tokens: trimmed(tokens) });
    tokens = [];
  };
  const say = (text: string) => {
    const marks = open.filter((each) => !isBlock(each));
    const href = marks.findLast((each) => each.href !== null)?.href ?? "";
    // A mention is one word, however many its name has.
    const whole = marks.some(({ tag }) => tag === "bdi");
    for (const word of whole ? [text] : split(text))
      tokens.push({ text: word, marks, key: `${word} ${href}` });
  };
  for (const [piece] of html.matchAll(pieces)) {
    const tag = piece.startsWith("<") ? tagName.exec(piece)?.[1] : undefined;
    if (tag === "br") say("\n");
    else if (tag === undefined)
      say(open.some(({ tag }) => tag === "pre") ? decoded(piece) : onOneLine(decoded(piece)));
    else {
      if (blockTags.has(tag)) end();
      follow(open, tag, piece);
    }
  }
  end();
  return blocks;
}

/** Keeps the list of open elements in step with a tag. */
function follow(open: Around[], tag: string, piece: string): void {
  if (!piece.startsWith("</")) {
    const [, href] = (tag === "a" && outwardHref.exec(piece)) || [];
    const [, lang] = (tag === "blockquote" && / lang="([^"]*)"/.exec(piece)) || [];
    open.push({ tag, href: href === undefined ? null : decoded(href), ...(lang && { lang }) });
  } else if (open.at(-1)?.tag === tag) open.pop();
}

const onOneLine = (text: string): string => text.replace(/[ \t\r\n]+/g, " ");

function trimmed(tokens: Token[]): Token[] {
  const isWord = ({ text }: Token) => /\S/.test(text);
  return tokens.slice(tokens.findIndex(isWord), tokens.findLastIndex(isWord) + 1);
}

/** What is longer than any word is compared by its letters, or else a post that is one word would be wholly another. */
const longWord = 60;

/** Cuts a text into words and what stands between them, as its language does it: Thai or Japanese has no spaces. */
function splitter(language: string): (text: string) => string[] {
  const into = (granularity: "word" | "grapheme") => {
    if (typeof Intl.Segmenter === "undefined")
      return (text: string) =>
        granularity === "word" ? text.split(/(\s|[^\p{L}\p{N}\p{M}]+)/u) : [...text];
    const segmenter = new Intl.Segmenter(known(language), { granularity });
    return (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
  };
  const [words, letters] = [into("word"), into("grapheme")];
  return (text) =>
    words(text)
      .filter((word) => word !== "")
      .flatMap((word) => (word.length > longWord ? letters(word) : word));
}

/** A tag may have the form of a language and be none. */
function known(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}
