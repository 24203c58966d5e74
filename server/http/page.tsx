import { Router } from "express";
import { embedWords } from "#client/messages/compiled/embed.ts";
import { plainWords } from "#client/messages/compiled/plain.ts";
import { NoEmbed } from "#client/view/embed-screen.tsx";
import { FirstDiscussion, type OlderHref } from "#client/view/first-view.tsx";
import { pick } from "#client/view/format.ts";
import type { FormPage, Linked, Page } from "#client/view/page-state.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { Output } from "#shared/commands.ts";
import { excerpt } from "#shared/cut.ts";
import { addPage, type Feed, start } from "#shared/feed.ts";
import { type DiscussionId, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { Instant, type SpaceSummary } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { createAssets } from "./page-assets.ts";
import { findPage, joinInPage, participationPage } from "./page-find.tsx";
import { freshForm, sentForm, sentSignOut } from "./page-forms.tsx";
import { askedOf, queryOf } from "./page-language.tsx";
import { send } from "./page-render.tsx";
import {
  aboutDiscussion,
  askedIn,
  failedForm,
  notice,
  param,
  refused,
  refusedFrom,
  type Shown,
  titled,
  titleOf,
  type Visit,
} from "./page-visit.tsx";
import type { CreatePages, PageTools } from "./pages.ts";
import { holdsSession } from "./refresh-cookie.ts";

const forPrograms = /^\/(api|assets|health)(\/|$)|\.[a-z0-9]+$/i;

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
  page("/s/:slug", (visit) => spacePage(tools, visit));
  page("/d/:slug", (visit) => discussionPage(tools, visit));
  page("/d/:slug/posts", (visit) => findPage(tools, visit));
  page("/d/:slug/participation", (visit) => participationPage(tools, visit));
  page("/d/:slug/join-in", (visit) => joinInPage(tools, visit));
  // Who may see it is known only in the browser, so the page tells nothing of the discussion, not even whether there is one.
  page("/d/:slug/settings", async (visit) =>
    titled(visit.lang, "settings", { name: "settings", slug: param(visit, "slug") }),
  );
  page("/p/:postId", (visit) => postPage(tools, visit));
  page("/p/:postId/changes", (visit) => changesPage(tools, visit));
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

async function listPage(tools: PageTools, visit: Visit): Promise<Shown | null> {
  const { request, lang } = visit;
  const before = queryOf(request).get("before");
  const [list, all] = await Promise.all([
    tools.ask(request, "discussion:list", { before }),
    tools.ask(request, "space:list", {}),
  ]);
  if (!list.ok) return refusedFrom(before, visit, list.failure, `/${askedIn(visit)}`);
  if (!all.ok) return refused(visit, all.failure);
  const { spaces } = all.value;
  const { older } = list.value;
  const olderHref = older && `/?before=${encodeURIComponent(older)}`;
  return titled(lang, "discussions", { name: "list", list: list.value, spaces, olderHref });
}

async function spacePage(tools: PageTools, visit: Visit): Promise<Shown | null> {
  const { request, lang } = visit;
  const before = queryOf(request).get("before");
  const named = param(visit, "slug");
  const asked = { spaceId: named, before, limit: limits.page };
  const read = await tools.ask(request, "space:read", asked);
  const beginning = `/s/${encodeURIComponent(named)}${askedIn(visit)}`;
  if (!read.ok) return refusedFrom(before, visit, read.failure, beginning);
  const { space, older } = read.value;
  const path = `/s/${space.slug}`;
  const olderHref = older && `${path}?before=${encodeURIComponent(older)}`;
  const about = pick(space.about, lang)?.text;
  return {
    page: { name: "space", read: read.value, olderHref },
    title: titleOf(lang, pick(space.title, lang)?.text),
    description: about ? excerpt(about, 160) : null,
    canonical: before ? null : `${tools.publicUrl}${path}`,
  };
}

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
  const [linked, listed] = await Promise.all([
    linkedIn(tools, visit, feed.discussionId),
    tools.ask(request, "space:list", { discussionId: feed.discussionId }),
  ]);
  // Without them the discussion can still be read.
  const spaces = listed.ok ? listed.value.spaces : [];
  const shown = {
    ...aboutDiscussion(lang, feed, { name: "discussion", snapshot: read.value, linked, spaces }),
    canonical: `${tools.publicUrl}/d/${named}`,
  };
  const olderHref = olderIn(feed);
  const earlier = await olderPage(tools, visit, { feed, spaces }, shown);
  return earlier === undefined ? { ...shown, olderHref } : earlier;
}

/** Addresses of older pages, which readers without script turn over one by one. */
const olderIn =
  ({ discussion, questions, windows }: Feed): OlderHref =>
  (questionId) => {
    const older = windows.get(questionId)?.older;
    const number = questions.get(questionId)?.number;
    if (!older || !number || !discussion) return null;
    return `/d/${discussion.slug}?in=${number}&older=${encodeURIComponent(older)}#q-${number}`;
  };

/** One older page of one question by itself; undefined where the address asks for none. */
async function olderPage(
  tools: PageTools,
  visit: Visit,
  { feed, spaces }: { feed: Feed; spaces: readonly SpaceSummary[] },
  shown: Shown,
): Promise<Shown | null | undefined> {
  const { request } = visit;
  const query = queryOf(request);
  const older = query.get("older");
  const number = Number(query.get("in"));
  const question = [...feed.questions.values()].find((each) => each.number === number);
  if (!older || !question || !feed.discussion) return undefined;
  const here = `/d/${feed.discussion.slug}`;
  const asked = { discussionId: feed.discussionId, questionId: question.id, before: older };
  const page = await tools.ask(request, "post:list", asked);
  if (!page.ok)
    return refusedFrom(older, visit, page.failure, `${here}${askedIn(visit)}#q-${number}`);
  const only: Feed = { ...feed, questions: new Map([[question.id, question]]), posts: new Map() };
  const paged = addPage(only, page.value);
  return {
    ...{ ...shown, canonical: null },
    still: (
      <FirstDiscussion
        feed={paged}
        here={here}
        olderHref={olderIn(paged)}
        earlier={number}
        spaces={spaces}
      />
    ),
  };
}

/** A post's address for good: into its discussion, to where it stands; or that it is gone, and why. */
const postPage = (tools: PageTools, visit: Visit): Promise<Shown | null> =>
  whereItIs(tools, visit, async ({ slug }, postId) => toPost(visit, slug, postId));

/** What edits made of a post; one that was never edited has its own page only. */
const changesPage = (tools: PageTools, visit: Visit): Promise<Shown | null> =>
  whereItIs(tools, visit, async ({ discussionId, slug }, postId) => {
    const { request, lang } = visit;
    const [read, earlier] = await Promise.all([
      tools.ask(request, "post:read", { discussionId, postId }),
      tools.ask(request, "post:revisions", { discussionId, postId }),
    ]);
    if (!read.ok) return refused(visit, read.failure);
    if (!earlier.ok) return refused(visit, earlier.failure);
    const { post } = read.value;
    const { revisions } = earlier.value;
    if (revisions.length === 0) return toPost(visit, slug, postId);
    const title = `${plainWords[lang].changesTitle} ${post.reference ?? ""}`;
    return { page: { name: "changes", slug, post, revisions }, title: titleOf(lang, title) };
  });

function toPost(visit: Visit, slug: string, postId: PostId): null {
  visit.response.redirect(`/d/${slug}?post=${postId}${askedIn(visit, "&")}#p-${postId}`);
  return null;
}

/** Finds the post that an address names, and says so where it is gone. */
async function whereItIs(
  tools: PageTools,
  visit: Visit,
  show: (found: Output<"post:locate">, postId: PostId) => Promise<Shown | null>,
): Promise<Shown | null> {
  const { request, lang } = visit;
  const named = PostId.safeParse(param(visit, "postId"));
  if (!named.success) return notice(lang, "not_found", 404);
  const postId = named.data;
  const found = await tools.ask(request, "post:locate", { postId });
  if (!found.ok) {
    const shown = refused(visit, found.failure);
    return shown.status === 404 ? { ...shown, page: { name: "gone", postId, was: null } } : shown;
  }
  const { discussionId, slug, gone } = found.value;
  if (!gone) return show(found.value, postId);
  const read = await tools.ask(request, "post:read", { discussionId, postId });
  if (!read.ok) return refused(visit, read.failure);
  const page: Page = { name: "gone", postId, was: { slug, post: read.value.post } };
  return { page, title: titleOf(lang, plainWords[lang].goneTitle), status: 410 };
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
  return { ...shown, title: embedWords[visit.lang].notAvailable, still: <NoEmbed /> };
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
