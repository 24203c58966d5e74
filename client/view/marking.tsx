import type { Language, SafeHtml, Term } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import type { Glossary } from "./glossary.tsx";
import { useUi } from "./ui.ts";

const held = new WeakMap<readonly Term[], Glossary>();

/** Looks for a discussion's terms in its posts; null where it has none. The same terms have the same glossary. */
export function glossaryOf(terms: readonly Term[]): Glossary | null {
  if (terms.length === 0) return null;
  let glossary = held.get(terms);
  if (!glossary) {
    const finders = new Map<string, Finder | null>();
    const finderFor = (language: string | null) => {
      const key = language === null ? "" : primary(language);
      if (!finders.has(key)) finders.set(key, finderOf(terms, key));
      return finders.get(key) ?? null;
    };
    glossary = {
      mark(html, language: Language | null, textName) {
        const finder = finderFor(language);
        const marked = finder && markedIn(html, finder, textName);
        return (
          marked && {
            html: marked.html,
            notes: <Notes terms={marked.found} textName={textName} />,
          }
        );
      },
    };
    held.set(terms, glossary);
  }
  return glossary;
}

const primary = (tag: string): string => tag.split("-", 1)[0] ?? tag;
const key = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").toLowerCase();

interface Word {
  term: Term;
  text: string;
}
interface Finder {
  pattern: RegExp;
  words: ReadonlyMap<string, Word>;
}

const letter = "\\p{L}\\p{N}\\p{M}_";
/** Scripts that put no space between words: there a term is found wherever its characters stand. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** In a language, or in a text of none that is known, which may be in any. */
function finderOf(terms: readonly Term[], language: string): Finder | null {
  const words = new Map<string, Word>();
  for (const term of terms)
    for (const [tag, text] of Object.entries(term.term)) {
      const name = key(text.trim());
      if (name === "" || (language !== "" && primary(tag) !== language)) continue;
      if (!words.has(name)) words.set(name, { term, text: text.trim().normalize("NFC") });
    }
  if (words.size === 0) return null;
  // The longest first: of "care worker" and "care" the one that says more.
  const alternatives = [...words.values()]
    .map(({ text }) => text)
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const safe = text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
      return spaceless.test(text.slice(-1)) ? safe : `${safe}(?![${letter}])`;
    });
  return { pattern: new RegExp(`(${alternatives.join("|")})`, "giu"), words };
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

function markedIn(
  html: SafeHtml,
  { pattern, words }: Finder,
  textName: string,
): { html: SafeHtml; found: Term[] } | null {
  const found: Term[] = [];
  // In links and in code nothing is marked.
  let inside = 0;
  const mark = (match: string): string => {
    const word = words.get(key(match));
    if (!word || (isAcronym(word.text) && match !== word.text)) return written(match);
    const span = `<span class="gloss">${written(match)}</span>`;
    if (found.includes(word.term)) return span;
    const n = found.push(word.term);
    return `${span}<sup class="gloss-ref"><a id="termref-${textName}-${n}" href="#term-${textName}-${n}">*${n}</a></sup>`;
  };
  const result = html.replace(pieces, (piece) => {
    if (piece.startsWith("<")) {
      const tag = closed.exec(piece);
      if (tag) inside += tag[1] === "/" ? -1 : 1;
      return piece;
    }
    if (inside > 0) return piece;
    const text = read(piece);
    let end = 0;
    let out = "";
    for (const match of text.matchAll(pattern)) {
      const [term] = match;
      const isInWord = before.test(text.slice(0, match.index)) && !spaceless.test(term[0] ?? "");
      if (isInWord) continue;
      out += written(text.slice(end, match.index)) + mark(term);
      end = match.index + term.length;
    }
    return end === 0 ? piece : out + written(text.slice(end));
  });
  return found.length > 0 && isStillSafe(result) ? { html: result, found } : null;
}

/** Below the text, as footnotes that lead back to it. */
function Notes({ terms, textName }: { terms: readonly Term[]; textName: string }) {
  const { t, lang } = useUi();
  return (
    <ol class="gloss-notes" aria-label={t.termNotes}>
      {terms.map(({ term, note }, i) => {
        const name = pick(term, lang);
        const says = pick(note, lang);
        return (
          <li key={i} id={`term-${textName}-${i + 1}`}>
            <a href={`#termref-${textName}-${i + 1}`}>*{i + 1}</a>{" "}
            <b {...langProps(name?.lang ?? null, lang)}>{name?.text}</b>{" "}
            <span {...langProps(says?.lang ?? null, lang)}>{says?.text}</span>
          </li>
        );
      })}
    </ol>
  );
}
