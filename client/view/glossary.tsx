import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { Language, LocalText, SafeHtml, Term } from "#shared/model.ts";
import { directionOf, langProps, pick } from "./format.ts";
import { Html, type HtmlProps } from "./html.tsx";
import { useUi } from "./ui.ts";

interface Marked<T> {
  shown: T;
  notes: ComponentChildren;
  /** The terms that the notes are on. */
  found: readonly Term[];
}
/** A text with the host's terms marked, and what their notes say; null where no term stands in it. */
export interface Glossary {
  /** Of a text that goes on from another one, under the same name, the notes are on the terms in both. */
  mark(
    html: SafeHtml,
    language: string | null,
    textName: string,
    found?: readonly Term[],
  ): Marked<SafeHtml> | null;
  /** Of lines of plain text, their notes together. */
  markLines(lines: readonly Line[], textName: string, how?: MarkLinesOptions): MarkedLines | null;
}
export interface Line {
  text: string;
  lang: string;
}
interface MarkedLines extends Marked<ComponentChildren[]> {
  /** The numbers of the notes, where they are to stand apart. */
  refs: ComponentChildren;
}
export interface MarkLinesOptions {
  /** Where no link can stand, as in what unfolds something, the numbers are `plain`; those of a link stand `apart`, behind it. */
  refs?: "plain" | "apart";
  /** How a part of a line is shown, that begins so many characters into it. */
  show?(part: string, at: number): ComponentChildren;
}

/** null where the discussion has no terms. */
export const GlossaryContext = createContext<Glossary | null>(null);

interface NotedProps extends HtmlProps {
  language: string | null;
  /** Terms of the text that it goes on from. */
  found?: readonly Term[] | undefined;
}

/** A text with the host's notes on the terms in it. */
export function Noted({ language, found, ...props }: NotedProps) {
  const { html, textName } = props;
  const glossary = useContext(GlossaryContext);
  const marked = useMemo(
    () => glossary?.mark(html, language, textName, found),
    [glossary, html, language, textName, found],
  );
  return (
    <>
      <Html {...props} html={marked?.shown ?? html} />
      {marked?.notes}
    </>
  );
}

/** The same of lines of the host's: their notes stand elsewhere than in the line. */
export function useNotedLines(
  lines: readonly Line[],
  textName: string,
  how?: MarkLinesOptions,
): Partial<MarkedLines> & Pick<MarkedLines, "shown"> {
  return (
    useContext(GlossaryContext)?.markLines(lines, textName, how) ?? {
      shown: lines.map(({ text }) => text),
    }
  );
}

/** The same of one. */
export function useNoted(texts: LocalText, textName: string, how?: MarkLinesOptions) {
  const { lang } = useUi();
  const { text = "", lang: language = lang } = pick(texts, lang) ?? {};
  const marked = useNotedLines([{ text, lang: language }], textName, how);
  return { ...marked, language, props: langProps(language, lang) };
}

interface PostTextProps {
  html: SafeHtml;
  language: Language | null;
  textName: string;
  /** Of its own headings: below the one that names its author. */
  level?: number;
}

/** With headings from this level on, of which its author has used one or two. */
const headedFrom = (level: number, html: SafeHtml): SafeHtml => {
  const highest = html.includes("<h3") ? 3 : 4;
  return html.replace(
    /(<\/?h)([34])/g,
    (_, tag, own) => tag + (Number(own) + level - highest),
  ) as SafeHtml;
};

/** What somebody wrote, in its language. */
export function PostText({ level = 4, ...props }: PostTextProps) {
  const { lang } = useUi();
  const { language, html } = props;
  const headed = useMemo(() => headedFrom(level, html), [html]);
  return (
    <Noted
      {...props}
      html={headed}
      class="prose"
      lang={language ?? lang}
      dir={language ? directionOf(language) : "auto"}
    />
  );
}
