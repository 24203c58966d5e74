import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { primary } from "#client/language-tag.ts";
import type { LocalHtml, Term } from "#shared/model.ts";
import { langProps, languageName, pick } from "./format.ts";
import { Noted } from "./glossary.tsx";
import { useUi } from "./ui.ts";

/** The language of which the page says once, on top, that its texts are in it. */
export const SaidContext = createContext<string | null>(null);

/** Says that a text of the host is in another language than the page. */
export function Tongue({ of }: { of: string }) {
  const { t, lang } = useUi();
  const said = useContext(SaidContext);
  if (of === said || primary(of) === lang) return null;
  return <span class="tongue">{t.inLanguage(languageName(lang, of))}</span>;
}

interface HostHtmlProps {
  class: string;
  textName: string;
  texts: LocalHtml;
  /** Terms of the line that it goes on from, under the same name. */
  found?: readonly Term[] | undefined;
}

/** A text of the host in the reader's language, or else in another one that there is; nothing where there is none. */
export function HostHtml({ class: name, textName, texts, found: terms }: HostHtmlProps) {
  const { lang } = useUi();
  const found = pick(texts, lang);
  if (!found) return null;
  const { text: html, lang: language } = found;
  return (
    <>
      <Tongue of={language} />
      <Noted
        {...{ html, language, textName }}
        found={terms}
        class={name}
        {...langProps(language, lang)}
      />
    </>
  );
}
