import { type ComponentChildren, h } from "preact";
import { useMemo } from "preact/hooks";
import type { Around, Token } from "#client/changes/blocks.ts";
import { compare, type Run } from "#client/changes/compare.ts";
import { editWords } from "#client/messages/compiled/edit.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { SafeHtml } from "#shared/model.ts";
import { directionOf } from "./format.ts";
import { useUi } from "./ui.ts";

export interface ComparedProps {
  before: SafeHtml;
  after: SafeHtml;
  language: string;
}

/**
 * What became of a text, word by word. Struck through and underlined, so that it takes no colour to see, and named at both ends for
 * those who listen, since many screen readers say nothing of <ins> and <del>. Loaded only when somebody asks: see PostChanges.
 */
export function Compared({ before, after, language }: ComparedProps) {
  const { lang } = useUi();
  const t = editWords[lang];
  const found = useMemo(() => compare(before, after, language), [before, after, language]);
  if (!found.changed) return <p>{t.onlyLooks}</p>;
  return (
    <>
      <p class="legend" aria-hidden="true">
        <del>{t.changeGone}</del> <ins>{t.changeNew}</ins>
      </p>
      <div class="prose compared" lang={language} dir={directionOf(language)}>
        {nested(
          found.blocks.map(({ path, runs }) => ({ path, inside: runs })),
          0,
          (each) => each.flat().map((run) => <Words run={run} lang={lang} />),
        )}
      </div>
    </>
  );
}

/** The mark's name is of the interface's language, between words of the text's. */
function Words({ run, lang }: { run: Run; lang: Lang }) {
  const t = editWords[lang];
  const words = nested(
    run.tokens.map((token) => ({ path: marksOf(token, run), inside: token.text })),
    0,
    lines,
  );
  if (run.kind === "same") return <>{words}</>;
  const [start, end] = run.kind === "gone" ? [t.goneStart, t.goneEnd] : [t.addedStart, t.addedEnd];
  return h(
    run.kind === "gone" ? "del" : "ins",
    null,
    <span class="sr" lang={lang}>{` ${start} `}</span>,
    words,
    <span class="sr" lang={lang}>{` ${end} `}</span>,
  );
}

/** What is gone leads nowhere any more. */
const marksOf = ({ marks }: Token, { kind }: Run): readonly Around[] =>
  kind === "gone" ? marks.filter(({ tag }) => tag !== "a") : marks;

/** A line break is a token of its own; other texts go into one node. */
const lines = (texts: readonly string[]): ComponentChildren[] =>
  texts
    .join("")
    .split("\n")
    .flatMap((line, index) => (index === 0 ? [line] : [<br />, line]));

interface Placed<T> {
  path: readonly Around[];
  inside: T;
}

/** Neighbours that stand in the same element are put into it together. */
function nested<T>(
  placed: readonly Placed<T>[],
  depth: number,
  show: (each: T[]) => ComponentChildren[],
): ComponentChildren[] {
  const made: ComponentChildren[] = [];
  for (let from = 0; from < placed.length; ) {
    const around = placed[from]?.path[depth];
    let to = from + 1;
    while (to < placed.length && placed[to]?.path[depth] === around) to++;
    const group = placed.slice(from, to);
    if (around) made.push(element(around, nested(group, depth + 1, show)));
    else made.push(...show(group.map(({ inside }) => inside)));
    from = to;
  }
  return made;
}

/** Of the tags and links that the sanitiser let through. */
function element({ tag, href, lang }: Around, children: ComponentChildren[]): ComponentChildren {
  if (tag !== "a") return h(tag, lang ? { lang, dir: directionOf(lang) } : null, ...children);
  if (href === null) return <span>{children}</span>;
  return (
    <a href={href} rel="nofollow noopener noreferrer ugc">
      {children}
    </a>
  );
}
