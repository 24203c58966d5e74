import { randomBytes } from "node:crypto";
import { type Request, type Response, Router } from "express";
import type { ComponentChildren, VNode } from "preact";
import { catalogues } from "#client/messages/catalogues.ts";
import type { Lang } from "#client/messages/messages.ts";
import { plainCatalogues } from "#client/messages/plain.ts";
import { NoEmbed } from "#client/view/embed-screen.tsx";
import { postOrders, type Wanted } from "#client/view/find-form.tsx";
import { FirstDiscussion, FirstView, type OlderHref } from "#client/view/first-view.tsx";
import { pick } from "#client/view/format.ts";
import type { FormPage, Linked, Page, PageState } from "#client/view/page-state.ts";
import { UiContext } from "#client/view/ui.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { RawInput } from "#shared/commands.ts";
import { excerpt } from "#shared/cut.ts";
import { addPage, type Feed, start } from "#shared/feed.ts";
import { type DiscussionId, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { Instant } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { statusFor } from "./api-routes.ts";
import { createAssets } from "./page-assets.ts";
import { documentOf } from "./page-document.tsx";
import { freshForm, sentForm, sentSignOut } from "./page-forms.tsx";
import { askedOf, hereOf, otherView, queryOf } from "./page-language.tsx";
import type { CreatePages, PageTools } from "./pages.ts";
import { holdsSession } from "./refresh-cookie.ts";

/** One page for one request, as far as it is known before anything is read. */
interface Visit {
  request: Request;
  response: Response;
  lang: Lang;
  now: Instant;
  session: boolean;
  textOnly: boolean;
}
interface Shown {
  page: Page;
  title: string;
  description?: string | null;
  status?: number;
  /** Rendered instead of the page's first view, and then nothing takes it over. */
  still?: VNode;
  olderHref?: OlderHref;
}

/** What the entry loads for a page. */
const partOf = ({ name }: Page) =>
  name === "discussion" || name === "settings"
    ? `client/pages/${name}.tsx`
    : "client/pages/plain.tsx";

const forPrograms = /^\/(api|assets|health)(\/|$)|\.[a-z0-9]+$/i;

const none: OlderHref = () => null;

/** The pages, rendered with the public view only: they are the same for everybody, and whole without script. */
export const createPages: CreatePages = (tools) => {
  const router = Router();
  const assetsOf = createAssets(tools.clientDir);

  type Make = (visit: Visit) => Promise<Shown | null>;
  const on = (method: "get" | "post") => (path: string, make: Make) =>
    router[method](path, async (request, response) => {
      const { goTo, ...asked } = askedOf(request, response, tools.publicUrl);
      if (goTo && method === "get") return response.redirect(goTo);
      const now = Instant.parse(new Date().toISOString());
      const session = holdsSession(request, tools.publicUrl);
      const visit = { request, response, now, session, ...asked };
      const shown = await make(visit);
      if (shown) await send(visit, shown, assetsOf);
    });
  const page = on("get");
  const form = (name: FormPage["name"], title: "signInTitle" | "registerTitle") => {
    page(`/${name}`, async ({ lang, request }) => titled(lang, title, freshForm(name, request)));
    on("post")(`/${name}`, async (visit) => {
      const sent = await sentForm(tools, name, visit);
      return sent && failedForm(visit, titled(visit.lang, title, sent), sent);
    });
  };

  page("/", (visit) => listPage(tools, visit));
  page("/d/:slug", (visit) => discussionPage(tools, visit));
  page("/d/:slug/posts", (visit) => findPage(tools, visit));
  // Who may see it is known only in the browser, so the page tells nothing of the discussion, not even whether there is one.
  page("/d/:slug/settings", async (visit) =>
    titled(visit.lang, "settings", { name: "settings", slug: param(visit, "slug") }),
  );
  page("/p/:postId", (visit) => postPage(tools, visit));
  page("/embed/:slug", (visit) => embedPage(tools, visit));
  page("/link/:token", (visit) => linkPage(tools, visit));
  page("/account", async ({ lang }) => titled(lang, "account", { name: "account" }));
  form("sign-in", "signInTitle");
  form("register", "registerTitle");
  router.post("/sign-out", (request, response) => sentSignOut(tools, { request, response }));
  // What a program asks for gets a program's answer.
  router.use((request, _response, next) =>
    next(forPrograms.test(request.path) ? "router" : undefined),
  );
  page("/{*rest}", async ({ lang }) => notice(lang, "not_found", 404));
  return router;
};

async function send(
  visit: Visit,
  { page, still, olderHref = none, title, description = null, status = 200 }: Shown,
  assetsOf: ReturnType<typeof createAssets>,
): Promise<void> {
  const { request, response, lang, now, session } = visit;
  const textOnly = visit.textOnly && !needsScript.has(page.name);
  const state: PageState = { lang, now, here: hereOf(request), session, page };
  const embed = request.path.startsWith("/embed/");
  const sentences = `client/messages/${lang}.ts`;
  const assets = embed
    ? assetsOf("client/embed/main.tsx", [sentences])
    : assetsOf("client/main.tsx", [sentences, partOf(page)]);
  const view = (
    <Around lang={lang} now={now}>
      {still ?? <FirstView state={state} olderHref={olderHref} />}
    </Around>
  );
  const ways = !embed && <Ways lang={lang} here={state.here} textOnly={textOnly} />;
  const above = (
    <>
      {session && !embed && <SignedIn lang={lang} here={state.here} />}
      {textOnly && ways}
    </>
  );
  const document = {
    state,
    above,
    below: textOnly || needsScript.has(page.name) ? null : ways,
    takeOver: still === undefined && !textOnly,
    textOnly,
    title,
    description,
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

/** What a person reads who has signed in without script: their session is there, and what it is good for. */
function SignedIn({ lang, here }: { lang: Lang; here: string }) {
  const t = sentences(lang);
  return (
    <noscript>
      <aside class="conn" aria-label={t.account}>
        <form class="wrap" method="post" action={`/sign-out?next=${encodeURIComponent(here)}`}>
          <p>{t.signedInNoScript}</p>
          <button class="act" type="submit">
            {t.signOut}
          </button>
        </form>
      </aside>
    </noscript>
  );
}

/** Pages that are nothing without script, and so have no text-only form. */
const needsScript = new Set<Page["name"]>(["account", "settings", "link"]);

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

/** What a form was refused for, with the status that says so; a page asks for no `Authorization`. */
function failedForm({ response }: Visit, shown: Shown, { failure }: FormPage): Shown {
  if (!failure) return shown;
  if (failure.retryAfter !== undefined)
    response.set("Retry-After", String(Math.ceil(failure.retryAfter)));
  const status = statusFor(failure.code);
  return { ...shown, status: status === 401 ? 422 : status };
}

function Around({
  lang,
  now,
  children,
}: {
  lang: Lang;
  now: Instant;
  children: ComponentChildren;
}) {
  const ui = { t: catalogues[lang], lang, zone: "UTC", now: Date.parse(now), live: false };
  return <UiContext.Provider value={ui}>{children}</UiContext.Provider>;
}

const titleOf = (lang: Lang, title: string | undefined): string =>
  title ? `${title} - ${catalogues[lang].site}` : catalogues[lang].site;

const sentences = (lang: Lang) => ({ ...catalogues[lang], ...plainCatalogues[lang] });
type TitleKey =
  | "account"
  | "settings"
  | "signInTitle"
  | "registerTitle"
  | "discussions"
  | "linkTitle";
const titled = (lang: Lang, key: TitleKey, page: Page): Shown => ({
  page,
  title: titleOf(lang, sentences(lang)[key]),
});

function notice(lang: Lang, what: "not_found" | "error" | "slow", status: number): Shown {
  const t = plainCatalogues[lang];
  const title = { not_found: t.notFoundTitle, error: t.errorTitle, slow: t.slowTitle }[what];
  return { page: { name: "notice", notice: what }, title: titleOf(lang, title), status };
}

/** Why a page can't be made, for a person; what isn't a discussion's address is not found either. */
function refused({ lang, response }: Visit, { code, retryAfter }: Failure): Shown {
  if (code === "not_found" || code === "invalid_input") return notice(lang, "not_found", 404);
  if (retryAfter !== undefined) response.set("Retry-After", String(Math.ceil(retryAfter)));
  if (code === "slow_down") return notice(lang, "slow", 429);
  return notice(lang, "error", code === "unavailable" ? 503 : 500);
}

async function listPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const before = queryOf(request).get("before");
  const list = await tools.ask(request, "discussion:list", { before });
  if (!list.ok) return refused(visit, list.failure);
  const { older } = list.value;
  const olderHref = older && `/?before=${encodeURIComponent(older)}`;
  return titled(lang, "discussions", { name: "list", list: list.value, olderHref });
}

const param = ({ request }: Visit, name: string): string => {
  const value = request.params[name];
  return typeof value === "string" ? value : "";
};

async function discussionPage(tools: PageTools, visit: Visit): Promise<Shown | null> {
  const { request, response, lang } = visit;
  const named = param(visit, "slug");
  const read = await tools.ask(request, "discussion:read", { discussionId: named });
  if (!read.ok) return refused(visit, read.failure);
  const feed = start(read.value);
  const slug = feed.discussion?.slug;
  if (slug && slug !== named) {
    response.redirect(`/d/${slug}${askedIn(visit)}`);
    return null;
  }
  const linked = await linkedIn(tools, visit, feed.discussionId);
  const shown = aboutDiscussion(lang, feed, { name: "discussion", snapshot: read.value, linked });
  const olderHref = olderIn(feed);
  return (await olderPage(tools, visit, feed, shown)) ?? { ...shown, olderHref };
}

/** Posts that were looked for. What an address asks for that can't be is left out, or answered like an address that isn't there. */
async function findPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const named = param(visit, "slug");
  const read = await tools.ask(request, "discussion:read", { discussionId: named });
  if (!read.ok) return refused(visit, read.failure);
  const { discussionId, changes: all } = read.value;
  const { discussion, questions } = start(read.value);
  const sent = queryOf(request);
  const wanted = wantedOf(sent);
  const asked = [...questions.values()].find(({ number }) => String(number) === wanted.question);
  const seed = sent.get("seed") ?? randomBytes(6).toString("base64url");
  const query: Record<string, string> = Object.fromEntries(
    Object.entries({ ...wanted, question: undefined, questionId: asked?.id, seed }).flatMap(
      ([name, value]) => (value ? [[name, value]] : []),
    ),
  );
  const find = { discussionId, ...query, before: sent.get("before"), limit: limits.page };
  const found = await tools.ask(request, "post:find", find as RawInput<"post:find">);
  if (!found.ok) return refused(visit, found.failure);
  const { next } = found.value;
  const onward = new URLSearchParams([
    ...Object.entries(wanted).filter(([, value]) => value !== ""),
    ...(wanted.order === "shuffled" ? [["seed", seed]] : []),
    ...(next ? [["before", next]] : []),
  ] as [string, string][]);
  const changes = all.filter(({ kind }) => kind === "discussion" || kind === "question");
  const title = discussion ? pick(discussion.title, lang)?.text : undefined;
  const nextHref = next && `/d/${discussion?.slug}/posts?${onward}`;
  return {
    page: {
      ...{ name: "find", snapshot: { discussionId, changes }, query, wanted, nextHref },
      found: found.value,
    },
    title: titleOf(lang, `${catalogues[lang].allPosts} - ${title ?? ""}`),
  };
}

function wantedOf(sent: URLSearchParams): Wanted {
  const given = (name: string) => sent.get(name)?.trim() ?? "";
  return {
    ...{ words: given("words"), question: given("question"), language: given("language") },
    ...{ category: given("category"), answered: given("answered") },
    order: postOrders.find((each) => each === given("order")) ?? "newest",
  };
}

function aboutDiscussion(lang: Lang, { discussion }: Feed, page: Page): Shown {
  const title = discussion ? pick(discussion.title, lang)?.text : undefined;
  const aim = discussion && pick(discussion.aim, lang)?.text;
  return { page, title: titleOf(lang, title), description: aim ? excerpt(aim, 160) : null };
}

/** What an address says of the language, to be handed on with another address. */
const askedIn = ({ request, lang }: Visit, mark = "?"): string =>
  queryOf(request).has("lang") ? `${mark}lang=${lang}` : "";

/** Addresses of older pages, which readers without script turn over one by one. */
const olderIn =
  ({ discussion, questions, windows }: Feed): OlderHref =>
  (questionId) => {
    const older = windows.get(questionId)?.older;
    const number = questions.get(questionId)?.number;
    if (!older || !number || !discussion) return null;
    return `/d/${discussion.slug}?in=${number}&older=${encodeURIComponent(older)}#q-${number}`;
  };

/** One older page of one question by itself, when the address asks for one. */
async function olderPage(
  tools: PageTools,
  visit: Visit,
  feed: Feed,
  shown: Shown,
): Promise<Shown | null> {
  const { request } = visit;
  const query = queryOf(request);
  const older = query.get("older");
  const number = Number(query.get("in"));
  const question = [...feed.questions.values()].find((each) => each.number === number);
  if (!older || !question || !feed.discussion) return null;
  const asked = { discussionId: feed.discussionId, questionId: question.id, before: older };
  const page = await tools.ask(request, "post:list", asked);
  if (!page.ok) return refused(visit, page.failure);
  const only: Feed = { ...feed, questions: new Map([[question.id, question]]), posts: new Map() };
  const paged = addPage(only, page.value.posts, page.value.window);
  const here = `/d/${feed.discussion.slug}`;
  return {
    ...shown,
    still: <FirstDiscussion feed={paged} here={here} olderHref={olderIn(paged)} earlier={number} />,
  };
}

/** A post's address for good: into its discussion, to where it stands; or that it is gone, and why. */
async function postPage(tools: PageTools, visit: Visit): Promise<Shown | null> {
  const { request, response, lang } = visit;
  const named = PostId.safeParse(param(visit, "postId"));
  if (!named.success) return notice(lang, "not_found", 404);
  const postId = named.data;
  const found = await tools.ask(request, "post:locate", { postId });
  if (!found.ok) {
    const shown = refused(visit, found.failure);
    return shown.status === 404 ? { ...shown, page: { name: "gone", postId, was: null } } : shown;
  }
  const { discussionId, slug, gone } = found.value;
  if (!gone) {
    response.redirect(`/d/${slug}?post=${postId}${askedIn(visit, "&")}#p-${postId}`);
    return null;
  }
  const read = await tools.ask(request, "post:read", { discussionId, postId });
  if (!read.ok) return refused(visit, read.failure);
  const page: Page = { name: "gone", postId, was: { slug, post: read.value.post } };
  return { page, title: titleOf(lang, plainCatalogues[lang].goneTitle), status: 410 };
}

/** What stands around the post that a discussion's address names; an address may name anything. */
async function linkedIn(
  tools: PageTools,
  { request }: Visit,
  discussionId: DiscussionId,
): Promise<Linked | null> {
  const named = PostId.safeParse(queryOf(request).get("post"));
  if (!named.success) return null;
  const read = await tools.ask(request, "post:context", { discussionId, postId: named.data });
  return read.ok ? { postId: named.data, posts: read.value.posts } : null;
}

async function embedPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, response, lang } = visit;
  const read = await tools.ask(request, "discussion:read", { discussionId: param(visit, "slug") });
  if (!read.ok) return unavailable(tools, visit, read.failure);
  const feed = start(read.value);
  const origins = feed.discussion?.embedOrigins ?? [];
  tools.asEmbed(response, origins);
  const href = `${tools.publicUrl}/d/${feed.discussion?.slug ?? ""}`;
  const snapshot: Snapshot = read.value;
  return aboutDiscussion(lang, feed, { name: "embed", snapshot, origins, href });
}

/** One neutral line, whether there is no such discussion or it isn't public. */
function unavailable(tools: PageTools, visit: Visit, failure: Failure): Shown {
  tools.asEmbed(visit.response, []);
  const shown = refused(visit, failure);
  return { ...shown, title: catalogues[visit.lang].notAvailable, still: <NoEmbed /> };
}

async function linkPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const token = param(visit, "token");
  const read = await tools.ask(request, "link:read", { token });
  if (!read.ok && read.failure.code !== "link_invalid" && read.failure.code !== "invalid_input")
    return refused(visit, read.failure);
  const link = read.ok ? read.value : null;
  const shown = titled(lang, "linkTitle", { name: "link", token, link });
  return link ? shown : { ...shown, status: 410 };
}
