import { act, newNote } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { inState, postFor, waitingAsSeen } from "./checks.ts";

export async function hidePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:hide">,
): Promise<Output<"post:hide">> {
  const { postId, reason } = input;
  const note = newNote(input.note);
  const entry = await act(deps, caller, "post:hide", input, [note], (state, _now, actor) => {
    inState(postFor(state, actor, postId), ["published"]);
    return [{ type: "post:hidden", postId, reason, noteId: note?.id ?? null }];
  });
  return { postId, seq: entry.seq };
}

export async function restorePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:restore">,
): Promise<Output<"post:restore">> {
  const { postId } = input;
  const entry = await act(deps, caller, "post:restore", input, [], (state, _now, actor) => {
    inState(postFor(state, actor, postId), ["hidden"]);
    return [{ type: "post:restored", postId }];
  });
  return { postId, seq: entry.seq };
}

export async function pinPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:pin">,
): Promise<Output<"post:pin">> {
  const { postId } = input;
  const entry = await act(deps, caller, "post:pin", input, [], (state, _now, actor) => {
    const post = inState(postFor(state, actor, postId), ["published"]);
    if (post.pinned !== null)
      throw new Refusal("conflict", "The post is pinned already.", { details: { pinned: true } });
    if ((state.counts.get(post.questionId)?.pins ?? 0) >= limits.pins)
      throw new Refusal("conflict", `A question has ${limits.pins} pinned posts at most.`, {
        details: { limit: limits.pins },
      });
    return [{ type: "post:pinned", postId }];
  });
  return { postId, seq: entry.seq };
}

export async function unpinPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:unpin">,
): Promise<Output<"post:unpin">> {
  const { postId } = input;
  const entry = await act(deps, caller, "post:unpin", input, [], (state, _now, actor) => {
    if (postFor(state, actor, postId).pinned === null)
      throw new Refusal("conflict", "The post isn't pinned.", { details: { pinned: false } });
    return [{ type: "post:unpinned", postId }];
  });
  return { postId, seq: entry.seq };
}

export async function approvePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:approve">,
): Promise<Output<"post:approve">> {
  const { postId } = input;
  const note = newNote(input.note);
  const entry = await act(deps, caller, "post:approve", input, [note], (state, _now, actor) => {
    const post = waitingAsSeen(postFor(state, actor, postId), input.seq);
    const number = post.number ?? (state.counts.get(post.questionId)?.last ?? 0) + 1;
    return [{ type: "post:approved", postId, number, noteId: note?.id ?? null }];
  });
  return { postId, seq: entry.seq };
}

export async function rejectPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:reject">,
): Promise<Output<"post:reject">> {
  const { postId, reason } = input;
  const note = newNote(input.note);
  const entry = await act(deps, caller, "post:reject", input, [note], (state, _now, actor) => {
    waitingAsSeen(postFor(state, actor, postId), input.seq);
    return [{ type: "post:rejected", postId, reason, noteId: note?.id ?? null }];
  });
  return { postId, seq: entry.seq };
}
