import type { Deps } from "#server/domain/deps.ts";
import { derivedId } from "#server/domain/derived-id.ts";
import { hashOf } from "#server/domain/hash.ts";
import type { Entry, Time } from "#server/domain/log.ts";
import { addImportedAccount } from "#server/domain/people/imported-account.ts";
import type { HostTexts, QuestionTexts } from "#server/domain/reading/host-texts.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Support } from "#server/domain/store.ts";
import {
  CommandId,
  DiscussionId,
  PostId,
  QuestionId,
  type Slug,
  TextId,
  UserId,
} from "#shared/ids.ts";
import type { DiscussionTexts } from "#shared/inputs/discussions.ts";
import type { AttachedFile, Category, Citation, Language, SafeHtml } from "#shared/model.ts";

import {
  creation,
  finish,
  pinStep,
  postStep,
  questionStep,
  type Step,
  voiceStep,
  voicesOf,
} from "./steps.ts";

/** Somebody from elsewhere, who can't sign in. */
export interface ImportedPerson {
  key: string;
  name: string;
  organisation: string | null;
  category: Category | null;
  languages: Language[];
  /** Confirmed as the voice of their organisation, with which all of their posts are made. */
  voice?: true;
}
export interface ImportedPost {
  key: string;
  questionKey: string;
  /** A post further up in the list. */
  parentKey: string | null;
  authorKey: string;
  html: SafeHtml;
  language: Language;
  state: "published" | "pending" | "rejected";
  writtenAt: Time;
  pinned: boolean;
  support: Support | null;
  /** Files that are in the store already. */
  files?: readonly AttachedFile[];
  cites?: Citation;
}
/** A whole discussion from elsewhere. Keys name its parts to one another and stay the same when it is imported again. */
export interface ImportedDiscussion {
  /** What makes it the same discussion as that of an earlier import. All ids follow from it. */
  identity: string;
  slug: Slug;
  languages: Language[];
  texts: DiscussionTexts;
  /** Their files are in the store already. */
  documents?: HostTexts["documents"];
  /** Its host in the log. Admins count as hosts everywhere, so nobody else need be one. */
  host: ImportedPerson;
  people: ImportedPerson[];
  /** In order of their numbers. */
  questions: { key: string; words: QuestionTexts }[];
  /** In order of time. */
  posts: ImportedPost[];
  phase: "open" | "closed";
}
export interface Imported {
  discussionId: DiscussionId;
  slug: Slug;
  /** Log entries written now: 0 when all of it was there already. */
  written: number;
}

/** How many commands are handed over at once, so that they share commits. */
const together = 64;

/**
 * Brings a discussion in. It stays a draft, which the public doesn't see, until the last post is in. Doing it again changes
 * nothing, and finishes what was interrupted; other content under the same identity is refused.
 */
export async function importDiscussion(
  deps: Deps,
  discussion: ImportedDiscussion,
): Promise<Imported> {
  const { store } = deps;
  const ids = importedIds(discussion.identity);
  const { discussionId } = ids;
  const hostId = ids.person(discussion.host.key);
  const registered = await store.discussions.register({
    id: discussionId,
    slug: discussion.slug,
    createdBy: hostId,
    commandId: ids.command("create", ""),
    createdAt: deps.now(),
  });
  if (registered === "slug_taken")
    throw new Refusal("slug_taken", `Another discussion has the address ${discussion.slug}.`, {
      field: "slug",
    });
  const before = await store.log.head(discussionId);
  for (const some of portions([discussion.host, ...discussion.people]))
    await Promise.all(some.map((person) => addPerson(deps, ids, person)));

  const voices = voicesOf([discussion.host, ...discussion.people]);
  const commit = committer(deps, ids, hostId);
  for (const steps of [
    [creation(discussion, ids, hostId)],
    discussion.questions.map((question, i) =>
      questionStep(question, { number: i + 1, writtenAt: askedAt(discussion) }, ids),
    ),
    [...voices].map(([key, organisation]) => voiceStep(key, organisation, ids)),
    discussion.posts.map((post) => postStep(post, ids, voices.get(post.authorKey))),
    discussion.posts.filter(({ pinned }) => pinned).map((post) => pinStep(post, ids)),
  ])
    for (const some of portions(steps)) await commit(some);
  if (!(await store.log.find(discussionId, hostId, ids.command("finish", ""))))
    await store.posts.putSupport(discussionId, supportOf(discussion.posts, ids));
  await commit([finish(discussion.phase)]);
  const { head } = await deps.serving.read(discussionId);
  return { discussionId, slug: discussion.slug, written: head - before };
}

/** No export says when the questions were asked: when it opened, or at the latest with the first post. */
function askedAt({ texts, posts }: ImportedDiscussion): Time | null {
  const times = posts.map(({ writtenAt }) => writtenAt);
  if (texts.opensAt) times.push(Date.parse(texts.opensAt));
  return times.length > 0 ? times.reduce((first, time) => Math.min(first, time)) : null;
}

/** The ids of everything in a discussion that is imported under this identity. */
export function importedIds(identity: string) {
  const id = (kind: string, ...parts: string[]) => derivedId("import", identity, kind, ...parts);
  return {
    discussionId: DiscussionId.parse(id("discussion")),
    person: (key: string): UserId => UserId.parse(id("person", key)),
    question: (key: string): QuestionId => QuestionId.parse(id("question", key)),
    post: (key: string): PostId => PostId.parse(id("post", key)),
    /** Of its words as well: other words are another text. */
    text: (body: string): TextId => TextId.parse(id("text", body)),
    command: (what: string, key: string): CommandId => CommandId.parse(id("command", what, key)),
  };
}
export type ImportedIds = ReturnType<typeof importedIds>;

function committer(deps: Deps, ids: ImportedIds, actorId: UserId) {
  const { discussionId } = ids;
  const commitOne = async ({ what, key, content, decide }: Step): Promise<Entry> => {
    try {
      return await deps.serving.commit(discussionId, {
        commandId: ids.command(what, key),
        actorId,
        hash: hashOf(`import:${what}`, content),
        decide,
      });
    } catch (error) {
      if (error instanceof Refusal && error.failure.code === "conflict") throw differs(what, key);
      throw error;
    }
  };
  return async (steps: readonly Step[]): Promise<void> => {
    const at = deps.now();
    await deps.store.texts.put(
      steps.flatMap(({ texts }) => texts.map((text) => ({ ...text, discussionId, at }))),
    );
    // All are waited for, so that nothing is still being written when the first fault is told.
    const done = await Promise.allSettled(steps.map(commitOne));
    for (const each of done) if (each.status === "rejected") throw each.reason;
  };
}

const differs = (what: Step["what"], key: string): Refusal =>
  new Refusal("conflict", `It was imported before, and this differs from it: ${named(what, key)}.`);
function named(what: Step["what"], key: string): string {
  switch (what) {
    case "create":
      return "the title, the languages or the host's texts";
    case "finish":
      return "whether it is open or closed";
    default:
      return `${what} ${key}`;
  }
}
const supportOf = (posts: readonly ImportedPost[], ids: ImportedIds): Map<PostId, Support> =>
  new Map(
    posts.flatMap(({ key, support }) => (support ? [[ids.post(key), support] as const] : [])),
  );

async function addPerson(
  { store, now }: Pick<Deps, "store" | "now">,
  ids: ImportedIds,
  { key, name, organisation, category, languages }: ImportedPerson,
): Promise<void> {
  await addImportedAccount(store, {
    ...{ id: ids.person(key), name, organisation, category, languages, createdAt: now() },
  });
}

function* portions<T>(all: readonly T[]): Iterable<T[]> {
  for (let i = 0; i < all.length; i += together) yield all.slice(i, i + together);
}
