import { createContext, type VNode } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { Language, SafeHtml } from "#shared/model.ts";
import { directionOf } from "./format.ts";
import { Html } from "./html.tsx";
import { useUi } from "./ui.ts";

/** A text with the host's terms marked, and what their notes say; null where no term stands in it. */
export interface Glossary {
  mark(
    html: SafeHtml,
    language: Language | null,
    textName: string,
  ): { html: SafeHtml; notes: VNode } | null;
}

/** null where the discussion has no terms. */
export const GlossaryContext = createContext<Glossary | null>(null);

interface PostTextProps {
  html: SafeHtml;
  language: Language | null;
  textName: string;
}

/** What somebody wrote, in its language, with the host's notes on the terms in it. */
export function PostText({ html, language, textName }: PostTextProps) {
  const { lang } = useUi();
  const glossary = useContext(GlossaryContext);
  const marked = useMemo(
    () => glossary?.mark(html, language, textName),
    [glossary, html, language, textName],
  );
  return (
    <>
      <Html
        class="prose"
        html={marked?.html ?? html}
        textName={textName}
        lang={language ?? lang}
        dir={language ? directionOf(language) : "auto"}
      />
      {marked?.notes}
    </>
  );
}
