import { useMemo } from "preact/hooks";
import type { SafeHtml } from "#shared/model.ts";

interface Policy {
  createHTML(html: string): string;
}
declare global {
  // The value made is a TrustedHTML, which goes wherever the string would have gone.
  var trustedTypes:
    | { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy }
    | undefined;
}

let policy: Policy | null = null;

/** HTML that our server's sanitiser made, as the browser's Trusted Types want it. The page has this one policy. */
function trusted(html: SafeHtml, textName: string): string {
  const named = ofText(html, textName);
  if (typeof document === "undefined" || !globalThis.trustedTypes) return named;
  policy ??= globalThis.trustedTypes.createPolicy("app", { createHTML: (text) => text });
  return policy.createHTML(named);
}

/** The sanitiser numbers the notes of each text; on a page with many texts they need names of their own. */
const noteNames = / (id|href)="(#?)note-(\d+)"/g;
const ofText = (html: string, textName: string): string =>
  html.replace(/<[^<>]*>/g, (tag) => tag.replace(noteNames, ` $1="$2note-${textName}-$3"`));

interface HtmlProps {
  html: SafeHtml;
  /** Tells this text from all others on the page: letters, digits and hyphens. */
  textName: string;
  class: string;
  lang?: string;
  dir?: "ltr" | "rtl" | "auto";
}

/** The only place where HTML gets into the page. The same text keeps its nodes, and with them the reader's selection. */
export function Html({ html, textName, class: name, lang, dir }: HtmlProps) {
  return useMemo(
    () => (
      <div
        class={name}
        {...(lang ? { lang } : {})}
        {...(dir ? { dir } : {})}
        dangerouslySetInnerHTML={{ __html: trusted(html, textName) }}
      />
    ),
    [html, textName, name, lang, dir],
  );
}
