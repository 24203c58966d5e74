import { expect, test } from "vitest";
import { fold, recount } from "#server/domain/fold.ts";
import type { LogEvent } from "#server/domain/log.ts";
import {
  newDiscussionId,
  newPostId,
  newQuestionId,
  newTextId,
  newUserId,
} from "#server/domain/new-id.ts";
import { emptyState } from "#server/domain/state.ts";
import { Slug } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";

test("counts made anew after a restart are those that were folded live, to the last seq (P4)", () => {
  const discussionId = newDiscussionId();
  const [questionId, other] = [newQuestionId(), newQuestionId()];
  const authorId = newUserId();
  const language = Language.parse("en");
  const terms = {
    slug: Slug.parse("counts"),
    opensAt: null,
    closesAt: null,
    languages: [language],
  };
  const post = (state: "published" | "pending", number: number | null) => ({
    ...{ type: "post:created" as const, postId: newPostId(), questionId, parentId: null, authorId },
    ...{ state, number, textId: newTextId(), language, writtenAt: null },
  });
  const [first, waiting] = [post("published", 1), post("pending", null)];
  const events: LogEvent[] = [
    { type: "discussion:created", textId: newTextId(), terms, hostId: authorId },
    { type: "question:added", questionId, number: 1, textId: newTextId() },
    { type: "question:added", questionId: other, number: 2, textId: newTextId() },
    first,
    { type: "question:updated", questionId, textId: newTextId() },
    waiting,
    { type: "post:pinned", postId: first.postId },
    { type: "post:tagged", postId: first.postId, topics: ["care"] },
    { type: "question:locked", questionId: other },
    { type: "post:rejected", postId: waiting.postId, reason: "spam", noteId: null },
    { type: "post:hidden", postId: first.postId, reason: "spam", noteId: null },
    { type: "question:locked", questionId },
    { type: "question:unlocked", questionId },
  ];
  const state = emptyState();
  for (const [i, event] of events.entries()) {
    fold(state, { discussionId, seq: i + 1, at: 1_000 + i, events: [event] });
    const live = [...state.counts.entries()];
    recount(state);
    expect([event.type, [...state.counts.entries()]]).toEqual([event.type, live]);
  }
});
