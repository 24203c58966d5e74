import type { Request } from "express";
import { type ComponentChildren, Fragment } from "preact";
import { catalogues } from "#client/messages/catalogues.ts";
import { type Lang, langs } from "#client/messages/messages.ts";
import { dateWordsOf } from "#client/view/date-words.ts";
import { knowDates } from "#client/view/dates.ts";
import { FirstView, type OlderHref } from "#client/view/first-view.tsx";
import { anyLanguage, languageName } from "#client/view/format.ts";
import { papers } from "#client/view/later.tsx";
import type { Page, PageState } from "#client/view/page-state.ts";
import * as drawnPapers from "#client/view/papers.tsx";
import { UiContext } from "#client/view/ui.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { Instant } from "#shared/model.ts";
import type { createAssets } from "./page-assets.ts";
import { documentOf } from "./page-document.tsx";
import { hereOf, otherView, queryOf } from "./page-language.tsx";
import { type Shown, sentences, type Visit } from "./page-visit.tsx";

/** The server writes dates with the same words as the browsers that it tells them. */
const dates = {
  ...{ en: dateWordsOf("en"), fr: dateWordsOf("fr") },
  ...{ es: dateWordsOf("es"), ar: dateWordsOf("ar") },
};
for (const lang of langs) knowDates(lang, dates[lang]);
papers.hold(drawnPapers);

/** What the entry loads for a page. */
const partOf = ({ name }: Page) =>
  name === "discussion" || name === "settings" || name === "changes" || name === "join-in"
    ? `client/pages/${name}.tsx`
    : "client/pages/plain.tsx";

const none: OlderHref = () => null;

export async function send(
  visit: Visit,
  {
    page,
    still,
    olderHref = none,
    title,
    description = null,
    canonical = null,
    status = 200,
  }: Shown,
  assetsOf: ReturnType<typeof createAssets>,
): Promise<void> {
  const { request, response, lang, now, session } = visit;
  const textOnly = visit.textOnly && !needsScript.has(page.name);
  const languages = languagesIn(page, lang);
  const state: PageState = {
    lang,
    now,
    here: hereOf(request),
    session,
    languages,
    dates: dates[lang],
    page,
  };
  const embed = request.path.startsWith("/embed/");
  const sentences = `client/messages/compiled/page-${lang}.ts`;
  const assets = embed
    ? assetsOf("client/embed/main.tsx", [sentences])
    : assetsOf("client/main.tsx", [sentences, partOf(page)]);
  const view = (
    <Around lang={lang} now={now} still={still !== undefined || textOnly}>
      {still ?? <FirstView state={state} olderHref={olderHref} />}
    </Around>
  );
  const ways = !embed && <Ways lang={lang} here={state.here} textOnly={textOnly} />;
  const above = (
    <>
      {session && !embed && <SignedIn {...{ lang, textOnly }} here={state.here} />}
      {textOnly && ways}
    </>
  );
  const document = {
    state,
    above,
    below: textOnly || needsScript.has(page.name) ? null : ways,
    takeOver: still === undefined && !textOnly,
    atOnce: embed,
    textOnly,
    title,
    description,
    canonical,
    assets,
    view,
  };
  const render = () => documentOf({ ...document, theme: themeOf(request) });
  const source = page.name === "discussion" && !still && !page.linked ? page.snapshot : null;
  const html = await (source
    ? rendered(source, `${lang} ${session} ${request.originalUrl}`, render)
    : oneInATurn(render));
  response.status(status).type("html").send(html);
}

/** What the languages on a page are called. */
function languagesIn(page: Page, lang: Lang): PageState["languages"] {
  const called: Record<string, string> = {};
  for (const tags of languageSets(page)) {
    called[tags.join()] = anyLanguage(lang, tags);
    for (const tag of tags) called[tag] = languageName(lang, tag);
  }
  return called;
}

function languageSets(page: Page): readonly (readonly string[])[] {
  switch (page.name) {
    case "discussion":
    case "embed":
      return page.snapshot.changes.flatMap((change) => {
        if (change.kind === "post") return change.post.language ? [[change.post.language]] : [];
        if (change.kind !== "discussion") return [];
        const { languages, moderators } = change.discussion;
        return [languages, ...moderators.map((each) => each.languages)];
      });
    case "list":
      return page.list.discussions.map(({ languages }) => languages);
    case "space":
      return page.read.discussions.map(({ languages }) => languages);
    default:
      return [];
  }
}

const pages = new WeakMap<Snapshot, Map<string, Promise<string>>>();
/** Pages of one snapshot; what an address adds to a discussion's doesn't matter, but stands in the page. */
const pagesKept = 20;

/** What visitors read is the same object for a second, and so the page made of it is the same too. */
function rendered(snapshot: Snapshot, key: string, render: () => string): Promise<string> {
  const made = pages.get(snapshot) ?? new Map<string, Promise<string>>();
  pages.set(snapshot, made);
  const html = made.get(key) ?? oneInATurn(render);
  if (made.size < pagesKept) made.set(key, html);
  return html;
}

let turn: Promise<unknown> = Promise.resolve();

/** A page takes its time to render: between two of them everybody else has a turn. */
function oneInATurn(render: () => string): Promise<string> {
  const html = turn.then(() => new Promise((next) => setImmediate(next))).then(render);
  turn = html.catch(() => undefined);
  return html;
}

function themeOf(request: Request): "light" | "dark" | null {
  const theme = queryOf(request).get("theme");
  return theme === "light" || theme === "dark" ? theme : null;
}

/** What a person reads who has signed in where no script runs: their session is there, and what it is good for. */
function SignedIn({ lang, here, textOnly }: { lang: Lang; here: string; textOnly: boolean }) {
  const t = sentences(lang);
  const Where = textOnly ? Fragment : "noscript";
  return (
    <Where>
      <aside class="conn" aria-label={t.account}>
        <form class="wrap" method="post" action={`/sign-out?next=${encodeURIComponent(here)}`}>
          <p>{t.signedInNoScript}</p>
          <button class="act" type="submit">
            {t.signOut}
          </button>
        </form>
      </aside>
    </Where>
  );
}

/** Pages that are nothing without script, and so have no text-only form. */
const needsScript = new Set<Page["name"]>(["account", "settings", "link", "join-in"]);

/** From the page as it is to text alone, and back. */
function Ways({ lang, here, textOnly }: { lang: Lang; here: string; textOnly: boolean }) {
  const t = sentences(lang);
  return (
    <nav class="foot ways" aria-label={t.appearance}>
      <p class="wrap">
        {textOnly && <span>{t.textOnlyTold} </span>}
        <a href={otherView(here, textOnly ? "full" : "text")}>
          {textOnly ? t.fullPage : t.textOnly}
        </a>
      </p>
    </nav>
  );
}

function Around({
  lang,
  now,
  still = false,
  children,
}: {
  lang: Lang;
  now: Instant;
  still?: boolean;
  children: ComponentChildren;
}) {
  const at = { zone: "UTC" as const, now: Date.parse(now) };
  const ui = { t: catalogues[lang], lang, ...at, live: false, still };
  return <UiContext.Provider value={ui}>{children}</UiContext.Provider>;
}
