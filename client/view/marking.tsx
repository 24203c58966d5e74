import type { ComponentChildren } from "preact";
import { primary } from "#client/language-tag.ts";
import { termWords } from "#client/messages/compiled/term.ts";
import type { SafeHtml, Term } from "#shared/model.ts";
import { ArabicTerms, arabicWord } from "./arabic-terms.ts";
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

const key = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").toLowerCase();

interface Word {
  term: Term;
  text: string;
}
interface Finder {
  /** The words, and any Arabic one. */
  pattern: RegExp;
  words: ReadonlyMap<string, Word>;
  arabic: ArabicTerms<Word>;
}

const letter = "\\p{L}\\p{N}\\p{M}_";
/** Scripts that put no space between words: there a term is found wherever its characters stand. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** Of all languages. Where two terms are written alike, the one of the text's own language is meant. */
function finderOf(terms: readonly Term[], language: string): Finder {
  const byName = new Map<string, Word>();
  const all = terms.flatMap((term) =>
    Object.entries(term.term).map(([tag, text]) => ({
      ...{ term, text: text.trim().normalize("NFC"), own: primary(tag) === language },
    })),
  );
  for (const { term, text } of [...all.filter(({ own }) => own), ...all]) {
    const name = key(text);
    if (name !== "" && !byName.has(name)) byName.set(name, { term, text });
  }
  const arabic = new ArabicTerms<Word>();
  // The longest first: of "care worker" and "care" the one that says more.
  const others = [...byName.values()]
    .sort((a, b) => b.text.length - a.text.length)
    .filter((word) => !arabic.add(word.text, word));
  const alternatives = others.map(({ text }) => {
    const safe = text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
    return spaceless.test(text.slice(-1)) ? safe : `${safe}(?![${letter}])`;
  });
  const words = new Map(others.map((word) => [key(word.text), word]));
  if (arabic.size > 0) alternatives.push(arabicWord);
  return { pattern: new RegExp(alternatives.join("|"), "giu"), words, arabic };
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
  ({ pattern, words, arabic }: Finder, found: Term[]): Marker =>
  (text) => {
    const parts: Piece[] = [];
    let end = 0;
    for (const { 0: word, index } of text.matchAll(pattern)) {
      // Words of an Arabic term after its first one.
      if (index < end) continue;
      const known = words.get(key(word));
      const of = known ? { word: known, end: index + word.length } : arabic.at(text, index, word);
      if (!of || (isAcronym(of.word.text) && word !== of.word.text)) continue;
      const isInWord = before.test(text.slice(Math.max(0, index - 2), index));
      if (isInWord && !spaceless.test(word[0] ?? "")) continue;
      const { term } = of.word;
      const n = found.includes(term) ? null : found.push(term);
      parts.push({ word: text.slice(end, index), at: end });
      parts.push({ word: text.slice(index, of.end), at: index, n });
      end = of.end;
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
