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
function trusted(html: SafeHtml): string {
  if (typeof document === "undefined" || !globalThis.trustedTypes) return html;
  policy ??= globalThis.trustedTypes.createPolicy("app", { createHTML: (text) => text });
  return policy.createHTML(html);
}

interface HtmlProps {
  html: SafeHtml;
  class: string;
  lang?: string;
  dir?: "ltr" | "rtl" | "auto";
}

/** The only place where HTML gets into the page. The same text keeps its nodes, and with them the reader's selection. */
export function Html({ html, class: name, lang, dir }: HtmlProps) {
  return useMemo(
    () => (
      <div
        class={name}
        {...(lang ? { lang } : {})}
        {...(dir ? { dir } : {})}
        dangerouslySetInnerHTML={{ __html: trusted(html) }}
      />
    ),
    [html, name, lang, dir],
  );
}
