import type { ComponentChildren } from "preact";
import { termWords } from "#client/messages/compiled/term.ts";
import type { SafeHtml, Term } from "#shared/model.ts";
import { directionOf, langProps, pick } from "./format.ts";
import type { Glossary } from "./glossary.tsx";
import { useUi } from "./ui.ts";

const asIs = (part: string): ComponentChildren => part;

const held = new WeakMap<readonly Term[], Glossary>();

/** Looks for a discussion's terms in its texts; null where it has none. The same terms have the same glossary. */
export function glossaryOf(terms: readonly Term[]): Glossary | null {
  if (terms.length === 0) return null;
  let glossary = held.get(terms);
  if (!glossary) {
    const finders = new Map<string, Finder>();
    const finderFor = (language: string | null) => {
      const tag = language === null ? "" : primary(language);
      const finder = finders.get(tag) ?? finderOf(terms, tag);
      finders.set(tag, finder);
      return finder;
    };
    glossary = {
      mark(html, language, textName, before = []) {
        const found = [...before];
        const marked = markedIn(html, markerOf(finderFor(language), found), textName);
        return found.length > 0 && isStillSafe(marked)
          ? { shown: marked, notes: <Notes terms={found} textName={textName} />, found }
          : null;
      },
      markLine(text, language, textName, { linked = true, show = asIs } = {}) {
        const found: Term[] = [];
        const marker = markerOf(finderFor(language), found);
        const shown = marker(text).map(({ word, at, n }) =>
          n === undefined ? (
            show(word, at)
          ) : (
            <Mark key={at} {...{ n, textName, linked }}>
              {show(word, at)}
            </Mark>
          ),
        );
        return found.length > 0
          ? { shown, notes: <Notes terms={found} textName={textName} />, found }
          : null;
      },
    };
    held.set(terms, glossary);
  }
  return glossary;
}

const primary = (tag: string): string => tag.split("-", 1)[0] ?? tag;

interface Word {
  term: Term;
  text: string;
}
/** Each of the pattern's groups is one of the words. */
interface Finder {
  pattern: RegExp;
  words: readonly Word[];
}

const letter = "\\p{L}\\p{N}\\p{M}_";
/** Scripts that put no space between words: there a term is found wherever its characters stand. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** Of all languages. Where two terms are written alike, the one of the text's own language is meant. */
function finderOf(terms: readonly Term[], language: string): Finder {
  const all = terms.flatMap((term) =>
    Object.entries(term.term).flatMap(([tag, given]) => {
      const text = given.trim().normalize("NFC");
      return text === "" ? [] : { term, text, own: primary(tag) === language };
    }),
  );
  // The longest first: of "care worker" and "care" the one that says more.
  const words = all.sort((a, b) => b.text.length - a.text.length || Number(b.own) - Number(a.own));
  const alternatives = words.map(({ text }) => {
    const written = text.split(/\s+/).map(writtenAs).join("\\s+");
    return spaceless.test(text.slice(-1)) ? `(${written})` : `(${written}(?![${letter}]))`;
  });
  return { pattern: new RegExp(alternatives.join("|"), "giu"), words };
}

/** Vowel signs and the stretch of an Arabic word: written or left out as the writer likes. */
const signs = "[\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]*";
/** Arabic letters that are often written for one another. */
const alike = [
  "\u0627\u0623\u0625\u0622\u0671",
  "\u064a\u0649\u06cc",
  "\u0647\u0629",
  "\u0643\u06a9",
];
const lam = `\u0644${signs}`;
const article = `\u0627${signs}${lam}`;
/** "And" or "so", then "with", "as" or "for", then the article: Arabic writes them together with the word after them. */
const proclitics = `(?:[\u0648\u0641]${signs})?(?:${lam}${lam}|(?:[\u0628\u0643\u0644]${signs})?(?:${article})?)`;

/** One word of a term, the number-th, as a pattern of all ways in which it is written. */
function writtenAs(word: string, number: number): string {
  if (!/\p{Script=Arabic}/u.test(word)) return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const bare = word.replace(new RegExp(signs, "gu"), "");
  const noun = bare.replace(/^\u0627\u0644(?=\p{L}{3})/u, "");
  const letters = [...noun].map((each) => {
    const forms = alike.find((one) => one.includes(each));
    return (forms ? `[${forms}]` : each.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")) + signs;
  });
  // "And" before two letters would be another word as often as not; what has the article is none.
  if (noun.length < 3) return `(?:${article})?${letters.join("")}`;
  return (number === 0 ? proclitics : `(?:${article})?`) + letters.join("");
}

/** WHO is not who: what is written in capitals alone is meant so. */
const isAcronym = (text: string): boolean => /\p{Lu}.*\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);

const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const references: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const read = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? "");
const written = (text: string): string =>
  text.replace(/[&<>"]/g, (each) => references[each] ?? each);

const pieces = /<[^>]*>|[^<]+/g;
const closed = /^<(\/?)(a|code|pre|sup)\b/i;
const before = new RegExp(`[${letter}]$`, "u");

/** Between the tags of a sanitised text only what stands there already is set, and marks of our own. */
const isStillSafe = (_html: string): _html is SafeHtml => true;

/** A piece of a text, and where it begins. */
interface Piece {
  word: string;
  at: number;
  /** Of a term, the number of its note where it stands for the first time, and null later; missing between terms. */
  n?: number | null;
}
type Marker = (text: string) => Piece[];

/** Parts a text at the terms in it; those that are new it adds to the `found` ones. */
const markerOf =
  ({ pattern, words }: Finder, found: Term[]): Marker =>
  (text) => {
    const parts: Piece[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const { 0: word, index } = match;
      const known = words[match.indexOf(word, 1) - 1];
      const isInWord = before.test(text.slice(0, index)) && !spaceless.test(word[0] ?? "");
      if (!known || isInWord || (isAcronym(known.text) && word !== known.text)) continue;
      const n = found.includes(known.term) ? null : found.push(known.term);
      parts.push({ word: text.slice(end, index), at: end }, { word, at: index, n });
      end = index + word.length;
    }
    return [...parts, { word: text.slice(end), at: end }];
  };

function markedIn(html: SafeHtml, marker: Marker, textName: string): string {
  const mark = ({ word, n }: Piece) =>
    `<span class="gloss">${written(word)}</span>${
      n === null
        ? ""
        : `<sup class="gloss-ref"><a dir="ltr" id="termref-${textName}-${n}" href="#term-${textName}-${n}">*${n}</a></sup>`
    }`;
  // In links and in code nothing is marked.
  let inside = 0;
  return html.replace(pieces, (piece) => {
    if (piece.startsWith("<")) {
      const tag = closed.exec(piece);
      if (tag) inside += tag[1] === "/" ? -1 : 1;
      return piece;
    }
    if (inside > 0) return piece;
    const parts = marker(read(piece));
    if (parts.length === 1) return piece;
    return parts.map((part) => (part.n === undefined ? written(part.word) : mark(part))).join("");
  });
}

interface MarkProps {
  n: number | null;
  textName: string;
  linked: boolean;
  children: ComponentChildren;
}

function Mark({ n, textName, linked, children }: MarkProps) {
  const id = `termref-${textName}-${n}`;
  return (
    <>
      <span class="gloss">{children}</span>
      {n !== null && (
        <sup class="gloss-ref">
          {linked ? (
            <a dir="ltr" id={id} href={`#term-${textName}-${n}`}>
              *{n}
            </a>
          ) : (
            <span dir="ltr" id={id}>
              *{n}
            </span>
          )}
        </sup>
      )}
    </>
  );
}

/** Below the text, as footnotes that lead back to it. Each runs as its own language does. */
function Notes({ terms, textName }: { terms: readonly Term[]; textName: string }) {
  const { lang } = useUi();
  return (
    <ol class="gloss-notes" aria-label={termWords[lang].notes}>
      {terms.map(({ term, note }, i) => {
        const name = pick(term, lang);
        const says = pick(note, lang);
        return (
          <li
            key={i}
            id={`term-${textName}-${i + 1}`}
            {...langProps((says ?? name)?.lang ?? null, lang)}
          >
            <a dir="ltr" href={`#termref-${textName}-${i + 1}`}>
              *{i + 1}
            </a>{" "}
            <b {...(name && { lang: name.lang, dir: directionOf(name.lang) })}>{name?.text}</b>{" "}
            {says?.text}
          </li>
        );
      })}
    </ol>
  );
}
