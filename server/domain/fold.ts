import type { PostId, QuestionId, UserId } from "#shared/ids.ts";
import type { PostState } from "#shared/model.ts";
import type { Entry, LogEvent } from "./log.ts";
import type {
  Counts,
  DiscussionRow,
  MemberRow,
  Mute,
  PostRow,
  QuestionRow,
  State,
  TranslationRow,
  VoiceRow,
} from "./state.ts";

/**
 * The only way a discussion changes, on the process that wrote the entry as on one that reads it. Changes `state` in place.
 * A row that is already as new as the entry stays, since rows loaded from the projection may be ahead of its cursor;
 * so an entry touches a row once at most.
 */
export function fold(
  state: State,
  entry: Pick<Entry, "seq" | "at" | "events" | "discussionId">,
): void {
  for (const event of entry.events) apply(state, entry, event);
  state.seq = entry.seq;
}

type At = Pick<Entry, "seq" | "at" | "discussionId">;

function apply(state: State, entry: At, event: LogEvent): void {
  const { seq, at } = entry;
  switch (event.type) {
    case "discussion:created":
      state.discussion = {
        id: entry.discussionId,
        phase: "draft",
        ...event.terms,
        textId: event.textId,
        createdAt: at,
        seq,
      };
      return putMember(state, event.hostId, seq, { role: "host" });
    case "discussion:updated":
      return putDiscussion(state, seq, { ...event.terms, textId: event.textId });
    case "discussion:marked-template": {
      const { textId, template } = event;
      return putDiscussion(state, seq, { ...event.terms, textId, template });
    }
    case "voice:confirmed": {
      const { voiceId: id, userId } = event;
      return putDiscussion(state, seq, { voices: [...voicesIn(state), { id, userId }] });
    }
    case "voice:withdrawn":
      return putDiscussion(state, seq, {
        voices: voicesIn(state).filter(({ id }) => id !== event.voiceId),
      });
    case "discussion:opened":
      return putDiscussion(state, seq, { phase: "open", closedAt: null });
    case "discussion:closed":
      return putDiscussion(state, seq, { phase: "closed", closedAt: at });
    case "question:added":
      state.questions.set(event.questionId, {
        id: event.questionId,
        number: event.number,
        textId: event.textId,
        createdAt: event.writtenAt ?? at,
        locked: false,
        seq,
      });
      state.counts.set(event.questionId, {
        posts: 0,
        pending: 0,
        pins: 0,
        last: 0,
        seq,
        publicSeq: seq,
      });
      return;
    case "question:updated":
      return putQuestion(state, event.questionId, seq, { textId: event.textId });
    case "question:locked":
      return putQuestion(state, event.questionId, seq, { locked: true });
    case "question:unlocked":
      return putQuestion(state, event.questionId, seq, { locked: false });
    case "member:granted":
      return putMember(state, event.userId, seq, { role: event.role });
    case "member:revoked":
      return putMember(state, event.userId, seq, { role: "participant" });
    case "member:muted":
      return putMember(state, event.userId, seq, {
        mute: longer(state.members.get(event.userId)?.mute ?? null, event),
      });
    case "member:unmuted":
      return putMember(state, event.userId, seq, { mute: null });
    case "guidelines:accepted": {
      const { userId, version } = event;
      const before = state.members.get(userId)?.accepted;
      const accepted = before?.version === version ? before : { version, at };
      return putMember(state, userId, seq, { accepted });
    }
    default:
      return applyToPost(state, entry, event);
  }
}

/** Whoever is confirmed as the voice of an organisation. */
export const voicesIn = ({ discussion }: Pick<State, "discussion">): readonly VoiceRow[] =>
  discussion?.voices ?? [];

type PostEvent = Extract<LogEvent, { postId: PostId }>;

function applyToPost(state: State, entry: At, event: PostEvent): void {
  const { seq, at } = entry;
  const patch = (change: (row: PostRow) => Partial<PostRow>) =>
    patchPost(state, event.postId, seq, change);
  switch (event.type) {
    case "post:created":
      return putPost(state, event.postId, newPost(entry, event));
    case "post:edited":
      return patch((row) => ({
        textId: event.textId,
        language: event.language,
        ...(event.topics ? { topics: event.topics } : {}),
        ...(event.files === undefined ? {} : { files: event.files }),
        ...(event.cites === undefined ? {} : { cites: event.cites }),
        ...(event.marked ? { editedAt: at, said: seq, ...withEarlier(row) } : {}),
      }));
    case "post:translated":
      return patch((row) => ({
        translations: [...others(row, event), translated(row, event, at)],
      }));
    case "post:untranslated":
      return patch((row) => ({ translations: others(row, event) }));
    case "post:withdrawn":
      return patch(() => ({
        state: "withdrawn",
        stateAt: at,
        reason: null,
        noteId: null,
        pinned: null,
      }));
    case "post:hidden":
      return patch(() => ({
        state: "hidden",
        stateAt: at,
        reason: event.reason,
        noteId: event.noteId,
        pinned: null,
      }));
    case "post:restored":
      return patch(() => ({
        state: "published",
        stateAt: at,
        said: seq,
        reason: null,
        noteId: null,
      }));
    case "post:pinned":
      return patch(() => ({ pinned: seq }));
    case "post:unpinned":
      return patch(() => ({ pinned: null }));
    case "post:marked-official":
      return patch(() => ({ official: true }));
    case "post:unmarked-official":
      return patch(() => ({ official: false }));
    case "post:tagged":
      return patch(() => ({ topics: event.topics }));
    case "post:approved":
      return patch(() => ({
        state: "published",
        stateAt: at,
        said: seq,
        number: event.number,
        reason: null,
        noteId: event.noteId,
      }));
    case "post:rejected":
      return patch(() => ({
        state: "rejected",
        stateAt: at,
        reason: event.reason,
        noteId: event.noteId,
      }));
    default:
      throw new UnknownEvent(event);
  }
}

const others = ({ translations = [] }: PostRow, { language }: Pick<TranslationRow, "language">) =>
  translations.filter((each) => each.language !== language);

function translated(
  { translations = [] }: PostRow,
  event: Extract<LogEvent, { type: "post:translated" }>,
  at: number,
): TranslationRow {
  const { language, textId, by, machine, of, size } = event;
  const before = translations.find((each) => each.language === language);
  const earlier = before ? [...before.earlier, before.textId] : [];
  return { language, textId, by, machine, of, at, size, earlier };
}

/** Written by a newer version. Going on without it would be to decide on less than what happened. */
export class UnknownEvent extends Error {
  override name = "UnknownEvent";
  constructor(event: never) {
    super(`This version doesn't know what ${JSON.stringify(event)} means.`);
  }
}

function newPost({ seq, at }: At, event: Extract<LogEvent, { type: "post:created" }>): PostRow {
  const { postId, questionId, parentId, authorId, number, textId, language } = event;
  return {
    ...{ id: postId, questionId, parentId, authorId, state: event.state, number, textId, language },
    createdAt: event.writtenAt ?? at,
    stateAt: event.writtenAt ?? at,
    editedAt: null,
    earlier: [],
    reason: null,
    noteId: null,
    order: seq,
    pinned: null,
    ...(event.topics ? { topics: event.topics } : {}),
    ...(event.asks ? { asks: event.asks } : {}),
    ...(event.onBehalfOf ? { onBehalfOf: event.onBehalfOf } : {}),
    ...(event.received ? { received: event.received } : {}),
    ...(event.files ? { files: event.files } : {}),
    ...(event.cites ? { cites: event.cites } : {}),
    seq,
  };
}

/** What it said until now is one more of what it said before. */
function withEarlier({ earlier, textId, files, earlierFiles = [] }: PostRow): Partial<PostRow> {
  return {
    earlier: [...earlier, textId],
    ...(files ? { earlierFiles: [...earlierFiles, { with: textId, textId: files.textId }] } : {}),
  };
}

function putDiscussion(state: State, seq: number, patch: Partial<DiscussionRow>): void {
  const row = state.discussion;
  if (!row || row.seq >= seq) return;
  state.discussion = { ...row, ...patch, seq };
}

function putQuestion(state: State, id: QuestionId, seq: number, patch: Partial<QuestionRow>): void {
  const row = state.questions.get(id);
  if (!row || row.seq >= seq) return;
  state.questions.set(id, { ...row, ...patch, seq });
  const counts = state.counts.get(id);
  if (counts) state.counts.set(id, { ...counts, seq, publicSeq: seq });
}

function putMember(
  state: State,
  userId: UserId,
  seq: number,
  patch: Partial<Pick<MemberRow, "role" | "mute" | "accepted">>,
): void {
  const row = state.members.get(userId);
  if (row && row.seq >= seq) return;
  const base: MemberRow = row ?? { userId, role: "participant", mute: null, seq };
  state.members.set(userId, { ...base, ...patch, seq });
}

/** Of two mutes at once the one that ends later holds. */
function longer(before: Mute | null, { until, reason, noteId }: Mute): Mute {
  const end = (mute: Mute) => mute.until ?? Number.POSITIVE_INFINITY;
  const next = { until, reason, noteId };
  return before && end(before) > end(next) ? before : next;
}

function patchPost(
  state: State,
  id: PostId,
  seq: number,
  patch: (row: PostRow) => Partial<PostRow>,
): void {
  const row = state.posts.get(id);
  if (row) putPost(state, id, { ...row, ...patch(row), seq });
}

function putPost(state: State, id: PostId, next: PostRow): void {
  const row = state.posts.get(id);
  if (row && row.seq >= next.seq) return;
  state.posts.set(id, next);
  const counts = state.counts.get(next.questionId);
  if (counts) state.counts.set(next.questionId, recounted(counts, row, next));
}

const isIn = (row: PostRow | undefined, state: PostState) => (row?.state === state ? 1 : 0);
const isPinned = (row: PostRow | undefined) => (row && row.pinned !== null ? 1 : 0);

function recounted(counts: Counts, before: PostRow | undefined, after: PostRow): Counts {
  return {
    posts: counts.posts + isIn(after, "published") - isIn(before, "published"),
    pending: counts.pending + isIn(after, "pending") - isIn(before, "pending"),
    pins: counts.pins + isPinned(after) - isPinned(before),
    last: Math.max(counts.last, after.number ?? 0),
    seq: Math.max(counts.seq, after.seq),
    publicSeq: after.number === null ? counts.publicSeq : Math.max(counts.publicSeq, after.seq),
  };
}

/** Counts made anew from the rows, after rows were loaded that the counts don't include yet. */
export function recount(state: State): void {
  for (const [id, question] of state.questions.entries())
    state.counts.set(id, {
      posts: 0,
      pending: 0,
      pins: 0,
      last: 0,
      seq: question.seq,
      publicSeq: question.seq,
    });
  for (const [, post] of state.posts.entries()) {
    const counts = state.counts.get(post.questionId);
    if (counts) state.counts.set(post.questionId, recounted(counts, undefined, post));
  }
}
