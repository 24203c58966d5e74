import type { LocalHtml } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import { Noted } from "./glossary.tsx";
import { useUi } from "./ui.ts";

interface HostHtmlProps {
  class: string;
  textName: string;
  texts: LocalHtml;
}

/** A text of the host in the reader's language, or else in another one that there is; nothing where there is none. */
export function HostHtml({ class: name, textName, texts }: HostHtmlProps) {
  const { lang } = useUi();
  const found = pick(texts, lang);
  if (!found) return null;
  const { text: html, lang: language } = found;
  return <Noted {...{ html, language, textName }} class={name} {...langProps(language, lang)} />;
}
