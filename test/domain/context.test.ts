import { expect, test } from "vitest";
import { newPostId, newQuestionId, newTextId, newUserId } from "#server/domain/new-id.ts";
import { contextOf } from "#server/domain/reading/context.ts";
import { anybody, anyModerator } from "#server/domain/reading/visibility.ts";
import { emptyState, type PostRow } from "#server/domain/state.ts";
import type { PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { Language } from "#shared/model.ts";

const [questionId, otherQuestionId] = [newQuestionId(), newQuestionId()];

function aLongQuestion() {
  const state = emptyState();
  let order = 0;
  const add = (more: Partial<PostRow> = {}): PostRow => {
    order++;
    const row: PostRow = {
      ...{ id: newPostId(), questionId, parentId: null, authorId: newUserId(), number: order },
      ...{ state: "published", textId: newTextId(), language: Language.parse("en") },
      ...{ createdAt: order, stateAt: order, editedAt: null, earlier: [], reason: null },
      ...{ noteId: null, order, pinned: null, seq: order },
      ...more,
    };
    state.posts.set(row.id, row);
    return row;
  };
  return { state, add };
}
const orders = (rows: readonly PostRow[]) => rows.map(({ order }) => order);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

test("a post deep down comes with its neighbours, what it answers and what answers it, in the order of posting", () => {
  const { state, add } = aLongQuestion();
  const root = add();
  for (const _ of upTo(100)) add();
  const middle = add({ parentId: root.id });
  const post = add({ parentId: middle.id });
  add({ questionId: otherQuestionId });
  for (const _ of upTo(100)) add();
  const answer = add({ parentId: post.id });
  const toAnswer = add({ parentId: answer.id });
  const found = contextOf(state, post, anybody);
  expect(orders(found)).toEqual([
    root.order,
    ...upTo(24).map((i) => 78 + i),
    ...[middle.order, post.order],
    ...upTo(24).map((i) => post.order + 2 + i),
    ...[answer.order, toAnswer.order],
  ]);
});

test("nothing of it tells of a post that the reader may not know of", () => {
  const { state, add } = aLongQuestion();
  const parent = add({ state: "hidden" });
  add({ state: "pending", number: null });
  const post = add({ parentId: parent.id });
  add({ state: "rejected", number: null, parentId: post.id });
  add({ state: "withdrawn", parentId: post.id });
  expect(orders(contextOf(state, post, anybody))).toEqual([1, 3, 5]);
  expect(orders(contextOf(state, post, anyModerator))).toEqual([1, 2, 3, 4, 5]);
});

test("a chain of 10,000 replies and a post with 10,000 answers stay a few pages", () => {
  const { state, add } = aLongQuestion();
  let last: PostId | null = null;
  const chain = upTo(10_000).map(() => {
    const row = add({ parentId: last });
    last = row.id;
    return row;
  });
  const [first, middle] = [chain[0]!, chain[5_000]!];
  for (const _ of upTo(10_000)) add({ parentId: first.id });
  const deep = contextOf(state, middle, anybody);
  expect(deep.length).toBeLessThanOrEqual(3 * limits.page + 1);
  expect(deep).toContain(chain[4_999]);
  expect(deep).toContain(chain[5_001]);
  expect(contextOf(state, first, anybody).length).toBeLessThanOrEqual(3 * limits.page + 1);
});
