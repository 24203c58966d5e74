import { randomUUID } from "node:crypto";
import type { Draft } from "#server/domain/log.ts";
import {
  newDiscussionId,
  newPostId,
  newQuestionId,
  newSessionId,
  newSpaceId,
  newTextId,
  newUserId,
} from "#server/domain/new-id.ts";
import type {
  Counts,
  DiscussionRow,
  MemberRow,
  PostRow,
  QuestionRow,
  TranslationRow,
} from "#server/domain/state.ts";
import type {
  Account,
  Link,
  ProjectionStep,
  Registration,
  Session,
  Space,
  Store,
} from "#server/domain/store.ts";
import { CommandId, type DiscussionId, QuestionId, Slug, VoiceId } from "#shared/ids.ts";
import { Language, SafeHtml } from "#shared/model.ts";

/** Rows for tests of the stores: valid, and each with an identity of its own unless told otherwise. */
export const ids = {
  command: () => CommandId.parse(randomUUID()),
  discussion: newDiscussionId,
  post: newPostId,
  question: newQuestionId,
  session: newSessionId,
  space: newSpaceId,
  text: newTextId,
  user: newUserId,
  voice: (): VoiceId => VoiceId.parse(randomUUID()),
} as const;
export const slug = (text: string): Slug => Slug.parse(text);
export const english: Language = Language.parse("en");

const at = 1_700_000_000_000;

export const aDraft = (more: Partial<Draft> = {}): Draft => ({
  commandId: ids.command(),
  actorId: ids.user(),
  hash: "h",
  at,
  events: [{ type: "discussion:opened" }],
  ...more,
});
export const drafts = (n: number): Draft[] => Array.from({ length: n }, () => aDraft());

export const aRegistration = (more: Partial<Registration> = {}): Registration => ({
  id: ids.discussion(),
  slug: slug(`talk-${randomUUID()}`),
  createdBy: ids.user(),
  commandId: ids.command(),
  createdAt: at,
  ...more,
});

export const aDiscussion = (
  id: DiscussionId,
  more: Partial<DiscussionRow> = {},
): DiscussionRow => ({
  id,
  slug: slug("a-talk"),
  phase: "open",
  opensAt: null,
  closesAt: at + 1,
  languages: [english],
  textId: ids.text(),
  createdAt: at,
  seq: 1,
  ...more,
});
export const aQuestion = (more: Partial<QuestionRow> = {}): QuestionRow => ({
  id: ids.question(),
  number: 1,
  textId: ids.text(),
  createdAt: at,
  locked: false,
  seq: 2,
  ...more,
});
export const aMember = (more: Partial<MemberRow> = {}): MemberRow => ({
  userId: ids.user(),
  role: "moderator",
  mute: null,
  seq: 3,
  ...more,
});
/** A published post that came at `order`. */
export const aPost = (order: number, more: Partial<PostRow> = {}): PostRow => ({
  id: ids.post(),
  questionId: QuestionId.parse("00000000-0000-7000-8000-000000000001"),
  parentId: null,
  authorId: ids.user(),
  state: "published",
  number: order,
  textId: ids.text(),
  language: english,
  createdAt: at,
  stateAt: at,
  editedAt: null,
  earlier: [],
  reason: null,
  noteId: null,
  order,
  pinned: null,
  seq: order,
  ...more,
});
export const aTranslation = (more: Partial<TranslationRow> = {}): TranslationRow => ({
  language: Language.parse("fr"),
  ...{ textId: ids.text(), by: ids.user(), machine: false, of: ids.text(), at, size: 12 },
  earlier: [],
  ...more,
});
export const counts = (posts: number, seq: number): Counts => ({
  ...{ posts, pending: 0, pins: 0, last: posts, seq, publicSeq: seq },
});
export const aStep = (more: Partial<ProjectionStep> = {}): ProjectionStep => ({
  discussion: null,
  questions: [],
  members: [],
  posts: [],
  counts: [],
  ...more,
});

export const anAccountRow = (more: Partial<Account> = {}): Account => {
  const id = ids.user();
  return {
    id,
    kind: "person",
    name: `Ann ${id}`,
    nameKey: `ann${id}`,
    email: `${id}@example.org`,
    passwordHash: "hash",
    organisation: null,
    category: "academia",
    languages: [english],
    admin: false,
    registrationId: ids.command(),
    createdAt: at,
    version: 1,
    ...more,
  };
};
export const aSession = (more: Partial<Session> = {}): Session => ({
  id: ids.session(),
  userId: ids.user(),
  tokenHash: randomUUID(),
  previousHash: null,
  rotatedAt: at,
  createdAt: at,
  expiresAt: at + 1_000,
  endedAt: null,
  version: 1,
  ...more,
});
export const aLink = (more: Partial<Link> = {}): Link => ({
  tokenHash: randomUUID(),
  role: "moderator",
  discussionId: ids.discussion(),
  createdAt: at,
  expiresAt: at + 1_000,
  usedBy: null,
  usedAt: null,
  version: 1,
  ...more,
});

export const aSpaceRow = (more: Partial<Space> = {}): Space => ({
  id: ids.space(),
  slug: slug(`space-${randomUUID()}`),
  title: { [english]: "A space" },
  about: { [english]: SafeHtml.parse("<p>All of it.</p>") },
  archived: false,
  made: { by: ids.user(), commandId: ids.command(), hash: "h" },
  changed: null,
  createdAt: at,
  version: 1,
  ...more,
});
export async function aSpace({ spaces }: Store, more: Partial<Space> = {}): Promise<Space> {
  const space = aSpaceRow(more);
  await spaces.add(space);
  return space;
}
