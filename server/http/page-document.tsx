import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { directionOf } from "#client/view/format.ts";
import type { PageState } from "#client/view/page-state.ts";
import type { Assets } from "./page-assets.ts";
import { IconSheet } from "./page-icons.tsx";
import { textStylePath } from "./text-view.ts";

interface DocumentOf {
  state: PageState;
  /** Without it the page stays as it is rendered. */
  takeOver: boolean;
  /** The program listens before the page has loaded: to whoever frames it. */
  atOnce: boolean;
  title: string;
  description: string | null;
  canonical: string | null;
  theme: "light" | "dark" | null;
  assets: Assets;
  view: VNode;
  /** Around the view, and no part of what is taken over. */
  above: VNode | null;
  below: VNode | false | null;
  textOnly: boolean;
}

/** JSON that can't end the script element it stands in, nor a line of an older JavaScript. */
export const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");

/** The program and what it loads: fetched at once, or when the page is painted (see client/start.ts). */
function Scripts({ start, program, parts, atOnce }: Assets & { atOnce: boolean }) {
  const scripts = parts.filter((href) => href.endsWith(".js"));
  if (!start || !program) return null;
  if (!atOnce)
    return (
      <script
        type="module"
        id="start"
        src={start}
        data-program={program}
        data-parts={scripts.join(" ")}
      />
    );
  return (
    <>
      {scripts.map((href) => (
        <link key={href} rel="modulepreload" href={href} />
      ))}
      <script type="module" src={program} />
    </>
  );
}

/** The whole HTML document around a view. Neither script nor style is inline. */
export function documentOf(page: DocumentOf): string {
  const { state, assets } = page;
  const html = renderToString(
    <html
      lang={state.lang}
      dir={directionOf(state.lang)}
      {...(state.session ? { "data-session": "" } : {})}
      {...(page.theme ? { "data-theme": page.theme } : {})}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{page.title}</title>
        {page.description && <meta name="description" content={page.description} />}
        {page.canonical && <link rel="canonical" href={page.canonical} />}
        <link rel="icon" href="data:," />
        {(page.textOnly ? [textStylePath] : assets.styles).map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {page.takeOver && <Scripts {...assets} atOnce={page.atOnce} />}
      </head>
      <body>
        {!page.textOnly && <IconSheet />}
        {page.above}
        <div id="app">{page.view}</div>
        {page.below}
        {page.takeOver && (
          <script
            type="application/json"
            id="state"
            dangerouslySetInnerHTML={{ __html: inScript(state) }}
          />
        )}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
