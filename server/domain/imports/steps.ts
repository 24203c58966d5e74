import type { NewText } from "#server/domain/act.ts";
import { voicesIn } from "#server/domain/fold.ts";
import type { LogEvent, Time } from "#server/domain/log.ts";
import { voiceIdOf } from "#server/domain/members/voices.ts";
import { mergeHostTexts, noHostTexts } from "#server/domain/reading/host-texts.ts";
import { nameIdOf } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { UserId } from "#shared/ids.ts";
import type {
  ImportedDiscussion,
  ImportedIds,
  ImportedPerson,
  ImportedPost,
} from "./import-discussion.ts";

/** One command of an import: its texts are written before the entry that points at them. */
export interface Step {
  what: "create" | "question" | "voice" | "post" | "pin" | "finish";
  key: string;
  content: object;
  texts: readonly NewText[];
  decide(state: State): LogEvent[];
}

const kept = (ids: ImportedIds, body: string): NewText => ({ id: ids.text(body), body });

const again = () => new Refusal("conflict", "This is there already.");

/** Refuses what is there already, which tells the committer to look for the first time it was granted. */
function whileDraft(state: State, isThere: boolean): void {
  if (isThere || state.discussion?.phase !== "draft") throw again();
}

export function creation(discussion: ImportedDiscussion, ids: ImportedIds, hostId: UserId): Step {
  const { slug, languages } = discussion;
  const text = JSON.stringify(mergeHostTexts(noHostTexts, discussion.texts, discussion.documents));
  const { opensAt, closesAt } = discussion.texts;
  const terms = { slug, languages, opensAt: timeOf(opensAt), closesAt: timeOf(closesAt) };
  return {
    ...{ what: "create", key: "", texts: [kept(ids, text)] },
    content: { text, terms },
    decide: (state) => {
      if (state.discussion) throw again();
      return [{ type: "discussion:created", textId: ids.text(text), terms, hostId }];
    },
  };
}

const timeOf = (instant: string | null | undefined): Time | null =>
  instant ? Date.parse(instant) : null;

export function questionStep(
  { key, words }: ImportedDiscussion["questions"][number],
  { number, writtenAt }: { number: number; writtenAt: Time | null },
  ids: ImportedIds,
): Step {
  const questionId = ids.question(key);
  const text = JSON.stringify(words);
  return {
    ...{ what: "question", key, texts: [kept(ids, text)] },
    content: { text, number },
    decide: (state) => {
      whileDraft(state, state.questions.has(questionId));
      const added = { questionId, number, textId: ids.text(text) };
      return [{ type: "question:added", ...added, ...(writtenAt !== null && { writtenAt }) }];
    },
  };
}

/** What the organisations are called whose voices the people are, by their keys. */
export const voicesOf = (people: readonly ImportedPerson[]): Map<string, string> =>
  new Map(
    people.flatMap(({ key, organisation, voice }) =>
      voice && organisation ? [[key, organisation] as const] : [],
    ),
  );

export function voiceStep(key: string, organisation: string, ids: ImportedIds): Step {
  const userId = ids.person(key);
  const voiceId = voiceIdOf(ids.discussionId, userId, organisation);
  return {
    ...{ what: "voice", key, texts: [{ id: nameIdOf(voiceId), body: organisation }] },
    content: { voiceId },
    decide: (state) => {
      whileDraft(
        state,
        voicesIn(state).some(({ id }) => id === voiceId),
      );
      return [{ type: "voice:confirmed", voiceId, userId }];
    },
  };
}

/** `voice`: what the organisation is called with whose voice it was written; undefined for its author's own. */
export function postStep(post: ImportedPost, ids: ImportedIds, voice: string | undefined): Step {
  const { key, html: text, state: as, language, writtenAt, files = [], cites } = post;
  const papers = files.length > 0 ? JSON.stringify(files) : null;
  const postId = ids.post(key);
  const questionId = ids.question(post.questionKey);
  const parentId = post.parentKey === null ? null : ids.post(post.parentKey);
  const authorId = ids.person(post.authorKey);
  const fixed = {
    ...{ postId, questionId, parentId, authorId, language, writtenAt, state: as },
    ...(voice ? { onBehalfOf: voiceIdOf(ids.discussionId, authorId, voice) } : {}),
    ...(papers ? { files: { textId: ids.text(papers), ids: files.map(({ id }) => id) } } : {}),
    ...(cites ? { cites } : {}),
  };
  return {
    ...{ what: "post", key, texts: [kept(ids, text), ...(papers ? [kept(ids, papers)] : [])] },
    content: { ...fixed, text },
    decide: (state) => {
      whileDraft(state, state.posts.has(postId));
      const number = as === "published" ? (state.counts.get(questionId)?.last ?? 0) + 1 : null;
      return [{ type: "post:created", ...fixed, number, textId: ids.text(text) }];
    },
  };
}

export function pinStep({ key }: ImportedPost, ids: ImportedIds): Step {
  const postId = ids.post(key);
  return {
    ...{ what: "pin", key, texts: [], content: { postId } },
    decide: (state) => {
      whileDraft(state, state.posts.get(postId)?.pinned !== null);
      return [{ type: "post:pinned", postId }];
    },
  };
}

export function finish(phase: "open" | "closed"): Step {
  return {
    ...{ what: "finish", key: "", texts: [], content: { phase } },
    decide: (state) => {
      whileDraft(state, false);
      return [{ type: phase === "open" ? "discussion:opened" : "discussion:closed" }];
    },
  };
}
