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
  markLine(
    text: string,
    language: string,
    textName: string,
    how?: MarkLineOptions,
  ): Marked<ComponentChildren> | null;
}
export interface MarkLineOptions {
  /** Where a link can't stand, as in what unfolds something, the marks are none. */
  linked?: boolean;
  /** How a part of the line is shown, that begins so many characters into it. */
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

/** The same of a line of the host's: its notes stand elsewhere than in the line. */
export function useNoted(texts: LocalText, textName: string, { linked = true } = {}) {
  const { lang } = useUi();
  const glossary = useContext(GlossaryContext);
  const found = pick(texts, lang);
  const { text = "", lang: language = lang } = found ?? {};
  const marked = useMemo(
    () => glossary?.markLine(text, language, textName, { linked }),
    [glossary, text, language, textName, linked],
  );
  return {
    shown: marked?.shown ?? text,
    notes: marked?.notes,
    found: marked?.found,
    language,
    props: langProps(language, lang),
  };
}

/** The same of several lines, the notes of all of them together. */
export function useNotedLines(
  lines: readonly { text: string; lang: string }[],
  textName: string,
): Pick<Marked<ComponentChildren[]>, "shown" | "notes"> {
  const glossary = useContext(GlossaryContext);
  const marked = lines.map(({ text, lang }, i) =>
    glossary?.markLine(text, lang, `${textName}-${i + 1}`),
  );
  return {
    shown: lines.map(({ text }, i) => marked[i]?.shown ?? text),
    notes: marked.map((line) => line?.notes),
  };
}

interface PostTextProps {
  html: SafeHtml;
  language: Language | null;
  textName: string;
}

/** Its own headings are below the one that names its author. */
const lower = (html: SafeHtml): SafeHtml =>
  html.replace(/(<\/?h)([34])/g, (_, tag, level) => `${tag}${Number(level) + 1}`) as SafeHtml;

/** What somebody wrote, in its language. */
export function PostText(props: PostTextProps) {
  const { lang } = useUi();
  const { language, html } = props;
  const lowered = useMemo(() => lower(html), [html]);
  return (
    <Noted
      {...props}
      html={lowered}
      class="prose"
      lang={language ?? lang}
      dir={language ? directionOf(language) : "auto"}
    />
  );
}
