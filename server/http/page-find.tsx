import { catalogues } from "#client/messages/catalogues.ts";
import { findingWords } from "#client/messages/compiled/finding.ts";
import type { Lang } from "#client/messages/messages.ts";
import { postOrders } from "#client/view/find-form.tsx";
import { type Found, notAsked, nothingWantedHere, type WantedHere } from "#client/view/finding.ts";
import { pick } from "#client/view/format.ts";
import type { RawInput } from "#shared/commands.ts";
import { start } from "#shared/feed.ts";
import { limits } from "#shared/limits.ts";
import type { QuestionView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { statusFor } from "./api-routes.ts";
import { queryOf } from "./page-language.tsx";
import { param, refused, type Shown, titleOf, type Visit } from "./page-visit.tsx";
import type { PageTools } from "./pages.ts";

/** Posts that were looked for. What an address asks for that can't be is told on the page, in the form it came from. */
export async function findPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const named = param(visit, "slug");
  const read = await tools.ask(request, "discussion:read", { discussionId: named });
  if (!read.ok) return refused(visit, read.failure);
  const { discussionId, changes: all } = read.value;
  const { discussion, questions } = start(read.value);
  const sent = queryOf(request);
  const given = givenIn(sent);
  const query = queryFor(given, [...questions.values()]);
  const find = { discussionId, ...query, before: sent.get("before"), limit: limits.page };
  const answer = await tools.ask(request, "post:find", find as RawInput<"post:find">);
  const failure = answer.ok || isAskedAlone(answer.failure) ? null : answer.failure;
  if (failure && !failure.field) return refused(visit, failure);
  const found = answer.ok ? answer.value : notAsked;
  const changes = all.filter(({ kind }) => kind === "discussion" || kind === "question");
  const title = discussion ? pick(discussion.title, lang)?.text : undefined;
  const nextHref = hrefOf(discussion?.slug ?? named, given, found.next);
  const wanted = shownIn(given);
  return {
    page: {
      ...{ name: "find", snapshot: { discussionId, changes }, query, wanted, nextHref },
      ...{ found, failure },
    },
    title: titleOf(lang, `${headingOf(lang, wanted, found)} - ${title ?? ""}`),
    ...(failure ? { status: statusFor(failure.code) } : {}),
  };
}

/** Who has taken part, in figures. */
export async function participationPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const discussionId = param(visit, "slug");
  const [read, counted] = await Promise.all([
    tools.ask(request, "discussion:read", { discussionId }),
    tools.ask(request, "discussion:participation", { discussionId }),
  ]);
  if (!read.ok) return refused(visit, read.failure);
  if (!counted.ok) return refused(visit, counted.failure);
  const { discussion } = start(read.value);
  if (!discussion) throw new Error("A discussion that is read has its texts.");
  return {
    page: { name: "participation", discussion, found: counted.value },
    title: titleOf(
      lang,
      `${catalogues[lang].whoTakesPart} - ${pick(discussion.title, lang)?.text}`,
    ),
  };
}

/** What participants are invited to join afterwards; who has left their contact is told in the browser. */
export async function joinInPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const read = await tools.ask(request, "discussion:read", { discussionId: param(visit, "slug") });
  if (!read.ok) return refused(visit, read.failure);
  const { discussion } = start(read.value);
  if (!discussion) throw new Error("A discussion that is read has its texts.");
  const { id, slug, title, followUp } = discussion;
  return {
    page: { name: "join-in", discussion: { id, slug, title, followUp } },
    title: titleOf(lang, `${catalogues[lang].joinIn} - ${pick(title, lang)?.text}`),
  };
}

function hrefOf(slug: string, given: Given, next: string | null): string | null {
  return next && `/d/${slug}/posts?${new URLSearchParams({ ...given, before: next })}`;
}

/** What is right, but for somebody who is signed in: the browser asks for it, since the server renders for nobody. */
const isAskedAlone = ({ code }: Failure): boolean => code === "unauthenticated";

function headingOf(lang: Lang, { mentions, supported }: WantedHere, { author }: Found): string {
  if (mentions) return findingWords[lang].mentioningYou;
  if (supported) return findingWords[lang].supportedByYou;
  return author ? findingWords[lang].postsBy(author.name) : findingWords[lang].allPosts;
}

type Given = Partial<Record<keyof WantedHere, string>>;

/** What the address asks for, as it stands there. */
const givenIn = (sent: URLSearchParams): Given =>
  Object.fromEntries(
    Object.keys(nothingWantedHere).flatMap((name) => {
      const value = sent.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );

/** A question has its number in the address; one that there isn't is handed on to be refused. */
function queryFor({ question, ...given }: Given, questions: readonly QuestionView[]) {
  if (question === undefined) return given;
  const asked = questions.find(({ number }) => String(number) === question);
  return { ...given, questionId: asked?.id ?? question };
}

/** As the form shows it: what no document can hold is seen to be there. */
function shownIn(given: Given): WantedHere {
  const shown = Object.entries(given).map(([name, value]) => [
    name,
    value.replace(/\p{Cc}/gu, "\ufffd"),
  ]);
  const order = postOrders.find((each) => each === given.order) ?? "newest";
  return { ...nothingWantedHere, ...Object.fromEntries(shown), order };
}
