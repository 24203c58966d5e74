import { findingWords } from "#client/messages/compiled/finding.ts";
import type { Lang } from "#client/messages/messages.ts";
import { postOrders } from "#client/view/find-form.tsx";
import { type Found, notAsked, type WantedHere } from "#client/view/find-screen.tsx";
import { pick } from "#client/view/format.ts";
import type { RawInput } from "#shared/commands.ts";
import { start } from "#shared/feed.ts";
import { limits } from "#shared/limits.ts";
import { queryOf } from "./page-language.tsx";
import { param, refused, type Shown, titleOf, type Visit } from "./page-visit.tsx";
import type { PageTools } from "./pages.ts";

/** Posts that were looked for. What an address asks for that can't be is left out, or answered like an address that isn't there. */
export async function findPage(tools: PageTools, visit: Visit): Promise<Shown> {
  const { request, lang } = visit;
  const named = param(visit, "slug");
  const read = await tools.ask(request, "discussion:read", { discussionId: named });
  if (!read.ok) return refused(visit, read.failure);
  const { discussionId, changes: all } = read.value;
  const { discussion, questions } = start(read.value);
  const sent = queryOf(request);
  const wanted = wantedOf(sent);
  const asked = [...questions.values()].find(({ number }) => String(number) === wanted.question);
  const query: Record<string, string> = Object.fromEntries(
    Object.entries({ ...wanted, question: undefined, questionId: asked?.id }).flatMap(
      ([name, value]) => (value ? [[name, value]] : []),
    ),
  );
  const find = { discussionId, ...query, before: sent.get("before"), limit: limits.page };
  const answer = wanted.mentions
    ? { ok: true as const, value: notAsked }
    : await tools.ask(request, "post:find", find as RawInput<"post:find">);
  if (!answer.ok) return refused(visit, answer.failure);
  const found = answer.value;
  const { next } = found;
  const onward = new URLSearchParams([
    ...Object.entries(wanted).filter(([, value]) => value !== ""),
    ...(next ? [["before", next]] : []),
  ] as [string, string][]);
  const changes = all.filter(({ kind }) => kind === "discussion" || kind === "question");
  const title = discussion ? pick(discussion.title, lang)?.text : undefined;
  const nextHref = next && `/d/${discussion?.slug}/posts?${onward}`;
  return {
    page: {
      ...{ name: "find", snapshot: { discussionId, changes }, query, wanted, nextHref },
      found,
    },
    title: titleOf(lang, `${headingOf(lang, wanted, found)} - ${title ?? ""}`),
  };
}

function headingOf(lang: Lang, { mentions }: WantedHere, { author }: Found): string {
  if (mentions) return findingWords[lang].mentioningYou;
  return author ? findingWords[lang].postsBy(author.name) : findingWords[lang].allPosts;
}

function wantedOf(sent: URLSearchParams): WantedHere {
  const given = (name: string) => sent.get(name)?.trim() ?? "";
  return {
    ...{ words: given("words"), question: given("question"), language: given("language") },
    ...{ category: given("category"), answered: given("answered") },
    ...{ topic: given("topic"), asks: given("asks"), author: given("author") },
    mentions: given("mentions") === "me" ? "me" : "",
    order: postOrders.find((each) => each === given("order")) ?? "newest",
  };
}
