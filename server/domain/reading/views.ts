import { readFiles } from "#server/domain/files/view-files.ts";
import { versionOf } from "#server/domain/guidelines.ts";
import type { Time } from "#server/domain/log.ts";
import { linkMentions } from "#server/domain/posts/mentions.ts";
import type {
  Counts,
  DiscussionRow,
  MemberRow,
  PostRow,
  QuestionRow,
  State,
  VoiceRow,
} from "#server/domain/state.ts";
import { type PostId, type QuestionId, TextId, type UserId, type VoiceId } from "#shared/ids.ts";
import {
  type Audience,
  type AuthorView,
  type Change,
  type CountsView,
  type DiscussionView,
  Instant,
  LocalText,
  type MemberView,
  type ParentView,
  type PostView,
  type QuestionView,
  SafeHtml,
  type TranslationView,
  type VoiceView,
} from "#shared/model.ts";
import { QuestionTexts, readHostTexts } from "./host-texts.ts";
import type { Library } from "./library.ts";
import { sight, tellsSupport, type Viewer } from "./visibility.ts";
import { offsetAt } from "./zone-offset.ts";

export const instant = (time: Time): Instant => Instant.parse(new Date(time).toISOString());
const maybeInstant = (time: Time | null): Instant | null => (time === null ? null : instant(time));
const noHtml = SafeHtml.parse("");

/** "1.12": question, and order of first publication in it. */
export function referenceOf(state: State, post: PostRow | undefined): string | null {
  const question = post && state.questions.get(post.questionId);
  return question && post.number !== null ? `${question.number}.${post.number}` : null;
}

/** The posts as the viewer may see them, in the order given; those that are nothing to them are left out. */
export async function viewPosts(
  library: Library,
  state: State,
  rows: readonly PostRow[],
  viewer: Viewer,
): Promise<PostView[]> {
  const seen = rows.flatMap((row) => {
    const how = sight(row, viewer);
    return how === "nothing" ? [] : [{ row, whole: how === "whole" }];
  });
  const whole = seen.filter((each) => each.whole).map(({ row }) => row);
  const notes = viewer.audience === "moderators" ? whole.map(({ noteId }) => noteId) : [];
  const told = tellsSupport(state, viewer, library.now());
  const translations = whole.flatMap((row) => row.translations ?? []);
  const [texts, authors, support] = await Promise.all([
    library.texts([
      ...[...whole, ...translations].map(({ textId }) => textId),
      ...notes.filter((id) => id !== null),
      ...whole.flatMap(({ files }) => files?.textId ?? []),
      ...whole.flatMap(({ onBehalfOf }) => (onBehalfOf ? [nameIdOf(onBehalfOf)] : [])),
    ]),
    library.authors(whole.map(({ authorId }) => authorId)),
    told ? library.support(whole.map(({ id }) => id)) : new Map<PostId, number>(),
  ]);
  const slug = state.discussion?.slug;
  const read = (body: string): SafeHtml => {
    const html = SafeHtml.parse(body);
    return slug ? linkMentions(html, slug) : html;
  };
  const noteOf = ({ noteId }: PostRow) =>
    viewer.audience === "moderators" && noteId ? (texts.get(noteId) ?? null) : null;
  return seen.map(({ row, whole }) => ({
    ...frameOf(state, row),
    ...(whole
      ? {
          author: authors.get(row.authorId) ?? null,
          html: read(texts.get(row.textId) ?? ""),
          revision: row.textId,
          translations: translationsOf(row, texts, authors, read),
          language: row.language,
          editedAt: maybeInstant(row.editedAt),
          support: told ? (support.get(row.id) ?? 0) : null,
          topics: [...(row.topics ?? [])],
          files: row.files ? readFiles(texts.get(row.files.textId)) : [],
          cites: row.cites ?? null,
          asks: row.asks ?? null,
          onBehalfOf: voiceNamed(row.onBehalfOf, texts),
          received: row.received ?? false,
          official: row.official ?? false,
        }
      : tombstone),
    note: noteOf(row),
  }));
}

/** What an organisation is called is a text beside the log, which has its voice's id. */
export const nameIdOf = (voiceId: VoiceId): TextId => TextId.parse(voiceId);

function voiceNamed(
  id: VoiceId | undefined,
  texts: ReadonlyMap<TextId, string>,
): PostView["onBehalfOf"] {
  const organisation = id && texts.get(nameIdOf(id));
  return id && organisation ? { id, organisation } : null;
}

/** One whose name was taken away is none. */
export async function viewVoices(
  library: Library,
  rows: readonly VoiceRow[],
): Promise<VoiceView[]> {
  const texts = await library.texts(rows.map(({ id }) => nameIdOf(id)));
  return rows.flatMap(({ id, userId }) => {
    const named = voiceNamed(id, texts);
    return named ? [{ ...named, userId }] : [];
  });
}

/** What is left of a post whose words aren't for this viewer. */
const tombstone = {
  ...{ author: null, html: noHtml, revision: null, translations: [], language: null },
  ...{ editedAt: null, support: 0, topics: [], asks: null, onBehalfOf: null, official: false },
  ...{ received: false, files: [], cites: null },
};

/** One whose text was taken away is none; nor is one into the language that the post itself has by now. */
const translationsOf = (
  { translations = [], language: own, authorId }: PostRow,
  texts: ReadonlyMap<TextId, string>,
  authors: ReadonlyMap<UserId, AuthorView>,
  read: (body: string) => SafeHtml,
): TranslationView[] =>
  translations.flatMap(({ language, textId, by, machine, of, at }) => {
    const body = texts.get(textId);
    if (body === undefined || language === own) return [];
    const html = read(body);
    // Which moderator it was is told to nobody.
    const named = by === authorId ? (authors.get(by) ?? null) : null;
    return [{ language, html, by: named, machine, of, at: instant(at) }];
  });

/** What a viewer may know of any post they may know of. */
const frameOf = (state: State, row: PostRow) => ({
  id: row.id,
  questionId: row.questionId,
  parentId: row.parentId,
  parentReference: referenceOf(state, row.parentId ? state.posts.get(row.parentId) : undefined),
  reference: referenceOf(state, row),
  state: row.state,
  stateAt: instant(row.stateAt),
  reason: row.reason,
  order: row.order,
  said: row.said ?? row.order,
  pinned: row.pinned,
  createdAt: instant(row.createdAt),
  seq: row.seq,
});

export async function viewQuestions(
  library: Library,
  rows: readonly QuestionRow[],
): Promise<QuestionView[]> {
  const texts = await library.texts(rows.map(({ textId }) => textId));
  return rows.map((row) => {
    const body = texts.get(row.textId);
    const { text, authorName } = body
      ? QuestionTexts.parse(JSON.parse(body))
      : { text: {}, authorName: null };
    return {
      id: row.id,
      number: row.number,
      text: LocalText.parse(text),
      authorName,
      createdAt: instant(row.createdAt),
      locked: row.locked,
      seq: row.seq,
    };
  });
}

export function viewCounts(questionId: QuestionId, counts: Counts, audience: Audience): CountsView {
  return audience === "moderators"
    ? { questionId, posts: counts.posts, pending: counts.pending, seq: counts.seq }
    : { questionId, posts: counts.posts, pending: null, seq: counts.publicSeq };
}

export async function viewDiscussion(
  library: Library,
  row: DiscussionRow,
): Promise<DiscussionView> {
  const body = (await library.texts([row.textId])).get(row.textId);
  if (body === undefined) throw new Error(`The texts of discussion ${row.id} are gone.`);
  const texts = readHostTexts(body);
  return {
    ...texts,
    voices: await viewVoices(library, row.voices ?? []),
    guidelinesVersion: versionOf(row, texts),
    template: row.template ?? false,
    id: row.id,
    slug: row.slug,
    phase: row.phase,
    opensAt: maybeInstant(row.opensAt),
    closesAt: maybeInstant(row.closesAt),
    closedAt: maybeInstant(row.closedAt ?? null),
    offsets: {
      opensAt: row.opensAt === null ? null : offsetAt(texts.timeZone, row.opensAt),
      closesAt: row.closesAt === null ? null : offsetAt(texts.timeZone, row.closesAt),
    },
    languages: row.languages,
    supportTotals: row.supportTotals ?? "always",
    createdAt: instant(row.createdAt),
    seq: row.seq,
  };
}

/** `internal`: for moderators, with notes; else for the person concerned. */
export async function viewMembers(
  library: Library,
  rows: readonly MemberRow[],
  internal: boolean,
): Promise<MemberView[]> {
  const noteIds = internal ? rows.flatMap(({ mute }) => (mute?.noteId ? [mute.noteId] : [])) : [];
  const [authors, notes] = await Promise.all([
    library.authors(rows.map(({ userId }) => userId)),
    library.texts(noteIds),
  ]);
  return rows.map(({ userId, role, mute, accepted, seq }) => ({
    userId,
    name: authors.get(userId)?.name ?? "",
    role,
    mute: mute && {
      until: maybeInstant(mute.until),
      reason: mute.reason,
      note: internal && mute.noteId ? (notes.get(mute.noteId) ?? null) : null,
    },
    accepted: accepted ? { version: accepted.version, at: instant(accepted.at) } : null,
    seq,
  }));
}

export const asChanges = {
  posts: (posts: PostView[]): Change[] => posts.map((post) => ({ kind: "post", post })),
  parents: (parents: ParentView[]): Change[] =>
    parents.map((parent) => ({ kind: "parent", parent })),
  questions: (questions: QuestionView[]): Change[] =>
    questions.map((question) => ({ kind: "question", question })),
  members: (members: MemberView[]): Change[] =>
    members.map((member) => ({ kind: "member", member })),
};
