import type { Target, Where } from "#client/view/actions.ts";
import type { DraftPlace } from "#shared/model.ts";

export function whereOf(target: Target): Where {
  const { kind, questionId } = target;
  if (kind === "reply") return { kind, questionId, parentId: target.parent.id };
  return kind === "edit" ? { kind, questionId, postId: target.post.id } : { kind, questionId };
}

/** As the server names it. */
export const placeOf = (where: Where): DraftPlace => ({
  questionId: where.questionId,
  parentId: where.kind === "reply" ? where.parentId : null,
  postId: where.kind === "edit" ? where.postId : null,
});

/** What `keyOf` says of its target. */
export function keyOfPlace({ questionId, parentId, postId }: DraftPlace): string {
  if (postId) return `edit ${postId}`;
  return parentId ? `reply ${parentId}` : `answer ${questionId}`;
}
