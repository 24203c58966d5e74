import type { Deps } from "#server/domain/deps.ts";
import {
  type ImportedDiscussion,
  type ImportedPost,
  importDiscussion,
  importedIds,
} from "#server/domain/imports/import-discussion.ts";
import { readBody } from "#server/domain/posts/sanitize.ts";
import { Slug } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { answersOne } from "./answers-one.ts";
import { answersTwo } from "./answers-two.ts";
import { demoQuestions, demoTexts } from "./host-texts.ts";
import { demoDocuments, putDemoPapers } from "./papers.ts";
import { host, people } from "./people.ts";
import type { DemoPost } from "./post.ts";
import { repliesOne } from "./replies-one.ts";
import { repliesTwo } from "./replies-two.ts";

const identity = "demo";
const slug = Slug.parse("care-pathways");
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Puts the demo discussion into an empty store, once; what was interrupted is finished. Tells where it is, or null in a store
 * that began without it.
 */
export async function seedDemo(deps: Deps): Promise<{ slug: string } | null> {
  const { store, now } = deps;
  const { discussionId, person, command } = importedIds(identity);
  const begun = (await store.discussions.find({ id: discussionId })) !== null;
  if (!begun && !(await store.isEmpty())) return null;
  const finish = command("finish", "");
  if (begun && (await store.log.find(discussionId, person(host.key), finish))) return { slug };
  const [first] = await store.log.read(discussionId, 0, 1);
  const owners = { outline: person(host.key), doors: person(people.observatory.key) };
  await putDemoPapers(store, discussionId, owners, now());
  await importDiscussion(deps, demoDiscussion(first?.at ?? now()));
  return { slug };
}

/** The same all day long, so that what was interrupted is finished with the same words and times. */
export function demoDiscussion(at: number): ImportedDiscussion {
  const today = Math.floor(at / dayMs) * dayMs;
  const posts = [...answersOne, ...repliesOne, ...answersTwo, ...repliesTwo]
    .map((post) => postOf(post, today))
    .sort((a, b) => a.writtenAt - b.writtenAt);
  return {
    ...{ identity, slug, host, posts, questions: demoQuestions, phase: "open" },
    languages: ["en", "fr", "es"].map((language) => Language.parse(language)),
    texts: demoTexts(today),
    documents: demoDocuments,
    people: Object.values(people).filter((each) => each !== host),
  };
}

function postOf(
  { key, question, to, by, language, ago, pinned, html, files, cites }: DemoPost,
  today: number,
): ImportedPost {
  const [days, hours] = ago;
  return {
    ...{ key, questionKey: question, parentKey: to, authorKey: people[by].key },
    ...{ html: readBody(html), language: Language.parse(language), state: "published" },
    ...{ writtenAt: today - days * dayMs - hours * hourMs, pinned: pinned ?? false, support: null },
    ...(files ? { files } : {}),
    ...(cites ? { cites } : {}),
  };
}
