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
  return typeof document === "undefined" ? named : allowed(named);
}

/** What is made here, or by the sanitiser, and nothing else, goes through this. */
export function allowed(html: string): string {
  if (!globalThis.trustedTypes) return html;
  policy ??= globalThis.trustedTypes.createPolicy("app", { createHTML: (text) => text });
  return policy.createHTML(html);
}

/** The sanitiser numbers the notes of each text; on a page with many texts they need names of their own. */
const noteNames = / (id|href)="(#?)note-(\d+)"/g;
const ofText = (html: string, textName: string): string =>
  html.replace(/<[^<>]*>/g, (tag) => tag.replace(noteNames, ` $1="$2note-${textName}-$3"`));

/** HTML read apart from the page: nothing in it is loaded or run. */
export function inertBody(html: string): HTMLElement {
  return new DOMParser().parseFromString(allowed(html), "text/html").body;
}

export interface HtmlProps {
  html: SafeHtml;
  /** Tells this text from all others on the page: letters, digits and hyphens. */
  textName: string;
  class: string;
  lang?: string;
  dir?: "ltr" | "rtl" | "auto";
}

/** The only place where HTML gets into the page as it is. The same text keeps its nodes, and with them the reader's selection. */
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
