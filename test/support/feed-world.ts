import { v7 as uuidv7 } from "uuid";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { FeedChanged } from "#shared/events.ts";
import { type Feed, start } from "#shared/feed.ts";
import { DiscussionId, PostId, QuestionId, Slug, UserId } from "#shared/ids.ts";
import {
  type Change,
  type DiscussionView,
  Instant,
  Language,
  LocalText,
  type PostView,
  SafeHtml,
} from "#shared/model.ts";

export const discussionId = DiscussionId.parse(uuidv7());
export const questionId = QuestionId.parse(uuidv7());
export const otherQuestionId = QuestionId.parse(uuidv7());
export const me = UserId.parse(uuidv7());
export const somebody = UserId.parse(uuidv7());
export const at = Instant.parse("2026-03-10T10:00:00.000Z");
export const epoch = "epoch-1";

let order = 1_000;

/** A published post by somebody else, answering question 1. */
export function aPost(more: Partial<PostView> = {}): PostView {
  order++;
  return {
    id: PostId.parse(uuidv7()),
    ...{ questionId, parentId: null, parentReference: null, reference: `1.${order}` },
    author: { id: somebody, name: "Somebody", organisation: null, category: null },
    ...{ html: SafeHtml.parse("<p>Words.</p>"), revision: null, translations: [] },
    language: Language.parse("en"),
    ...{ state: "published", stateAt: at, reason: null, note: null, order, said: order },
    pinned: null,
    ...{ createdAt: at, editedAt: null, support: 0, topics: [] },
    ...{ asks: null, onBehalfOf: null, received: false, official: false, seq: order },
    ...{ files: [], cites: null },
    ...more,
  };
}

export const asChange = (post: PostView): Change => ({ kind: "post", post });

const aQuestion = (id: QuestionId, number: number): Change => ({
  kind: "question",
  question: {
    ...{ id, number, text: { [Language.parse("en")]: `Question ${number}?` } },
    ...{ authorName: null, createdAt: at, locked: false, seq: number },
  },
});

/** An open discussion of this title. */
export const aTalk = (
  title: Record<string, string>,
  more: Partial<DiscussionView> = {},
): Change => ({
  kind: "discussion",
  discussion: {
    ...{ id: discussionId, slug: Slug.parse("a-talk"), phase: "open", timeZone: "UTC" },
    offsets: { opensAt: null, closesAt: null },
    ...{ opensAt: null, closesAt: null, closedAt: null, languages: [Language.parse("en")] },
    ...{
      questionOrder: "ascending",
      supportTotals: "always",
      title: LocalText.parse(title),
      aim: {},
      preparedBy: {},
    },
    ...{ onBehalfOf: {}, deliverable: null, method: {}, guidelines: {}, contact: {} },
    ...{ disclaimer: {}, moderators: [], embedOrigins: ["https://host.example"], createdAt: at },
    ...{
      addressees: {},
      callToAction: null,
      faq: [],
      terms: [],
      topics: [],
      documents: [],
      voices: [],
      outcome: {},
      followUp: {},
    },
    ...{ extendedFrom: null, guidelinesVersion: null, template: false },
    seq: 1,
    ...more,
  },
});

/** What a reader gets who joins a discussion with two questions. */
export function aSnapshot(posts: readonly PostView[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{ discussionId, epoch, head: 10 },
    viewer: { userId: null, role: "visitor", audience: "public" },
    changes: [aQuestion(questionId, 1), aQuestion(otherQuestionId, 2), ...posts.map(asChange)],
    windows: [questionId, otherQuestionId].map((id) => ({ questionId: id, floor: 0, older: null })),
    ...more,
  };
}

export const aFeed = (posts: readonly PostView[], more: Partial<Snapshot> = {}): Feed =>
  start(aSnapshot(posts, more));

/** All that happened in (from, to]. */
export const changed = (from: number, to: number, posts: readonly PostView[]): FeedChanged => ({
  ...{ discussionId, epoch, from, to },
  changes: posts.map(asChange),
});
