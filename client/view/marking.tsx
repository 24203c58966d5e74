import type { ComponentChildren } from "preact";
import { primary } from "#client/language-tag.ts";
import { termWords } from "#client/messages/compiled/term.ts";
import type { SafeHtml, Term } from "#shared/model.ts";
import { directionOf, langProps, pick } from "./format.ts";
import type { Glossary } from "./glossary.tsx";
import { type FindTerms, finderOf, type Place } from "./term-finder.ts";
import { useUi } from "./ui.ts";

const asIs = (part: string): ComponentChildren => part;

const held = new WeakMap<readonly Term[], Glossary>();

/** Looks for a discussion's terms in its texts; null where it has none. The same terms have the same glossary. */
export function glossaryOf(terms: readonly Term[]): Glossary | null {
  if (terms.length === 0) return null;
  let glossary = held.get(terms);
  if (!glossary) {
    const finders = new Map<string, FindTerms>();
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
      markLines(lines, textName, { refs, show = asIs } = {}) {
        const found: Term[] = [];
        const apart: ComponentChildren[] = [];
        const shown = lines.map(({ text, lang }) => {
          const parts: ComponentChildren[] = [];
          let done = 0;
          for (const { at, end, n } of markerOf(finderFor(lang), found)(text)) {
            const ref = n !== null && (
              <Ref key={`*${n}`} {...{ n, textName }} linked={refs !== "plain"} />
            );
            if (refs === "apart") apart.push(ref);
            parts.push(
              show(text.slice(done, at), done),
              <span key={at} class="gloss">
                {show(text.slice(at, end), at)}
              </span>,
              refs !== "apart" && ref,
            );
            done = end;
          }
          return [...parts, show(text.slice(done), done)];
        });
        return found.length > 0
          ? { shown, notes: <Notes terms={found} textName={textName} />, found, refs: apart }
          : null;
      },
    };
    held.set(terms, glossary);
  }
  return glossary;
}

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

/** Between the tags of a sanitised text only what stands there already is set, and marks of our own. */
const isStillSafe = (_html: string): _html is SafeHtml => true;

interface Marked extends Place {
  /** The number of the term's note where it stands for the first time; null later. */
  n: number | null;
}
type Marker = (text: string) => Marked[];

/** Finds the terms in a text; those that are new it adds to the `found` ones. */
const markerOf =
  (find: FindTerms, found: Term[]): Marker =>
  (text) =>
    find(text).map((place) => ({
      ...place,
      n: found.includes(place.term) ? null : found.push(place.term),
    }));

/** Tags and what stands between them; in one what is no prose: code, marks of footnotes, and names of people. */
const pieces = /<(code|pre|sup)\b.*?<\/\1>|<a [^>]*data-mention.*?<\/a>|<[^>]*>|[^<]+/gs;
const withinWords = /^<(\/?(a|em|strong)\b[^>]*>$|sup\b)/;
const isAddress = (text: string): boolean => !/\s/.test(text) && /:\/\/|@|\w\.\w/.test(text);

/** What somebody reads there. Where a term can't go on stands a sign that no text has. */
function readIn(piece: string, before: string): string {
  if (piece.startsWith("<br")) return "\n";
  if (piece.startsWith("<")) return withinWords.test(piece) ? "" : "\0";
  const text = read(piece);
  return before.startsWith("<a ") && isAddress(text) ? "\0" : text;
}

/** A term may begin and end within other elements. The number of its note stands after a link, as there is no link in a link. */
function markedIn(html: SafeHtml, marker: Marker, textName: string): string {
  const parts = html.match(pieces) ?? [];
  const texts = parts.map((part, i) => readIn(part, parts[i - 1] ?? ""));
  const marks = marker(texts.join(""));
  let at = 0;
  let next = 0;
  let isInLink = false;
  let refs = "";
  const shown = parts.map((part, i) => {
    const text = texts[i] ?? "";
    const from = at;
    at += text.length;
    if (part.startsWith("<")) {
      if (part.startsWith("<a ")) isInLink = !part.endsWith("</a>");
      if (part !== "</a>") return part;
      isInLink = false;
      const after = part + refs;
      refs = "";
      return after;
    }
    let made = "";
    let done = 0;
    for (let mark = marks[next]; mark && mark.at < at; mark = marks[next]) {
      const start = Math.max(0, mark.at - from);
      const end = Math.min(text.length, mark.end - from);
      made += `${written(text.slice(done, start))}<span class="gloss">${written(text.slice(start, end))}</span>`;
      done = end;
      if (mark.end > at) break;
      const ref = mark.n === null ? "" : refHtml(mark.n, textName);
      if (isInLink) refs += ref;
      else made += ref;
      next++;
    }
    return made === "" ? part : made + written(text.slice(done));
  });
  return shown.join("");
}

const refHtml = (n: number, textName: string) =>
  `<sup class="gloss-ref"><a dir="ltr" id="termref-${textName}-${n}" href="#term-${textName}-${n}">*${n}</a></sup>`;

interface RefProps {
  n: number;
  textName: string;
  linked: boolean;
}

function Ref({ n, textName, linked }: RefProps) {
  const id = `termref-${textName}-${n}`;
  return (
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
