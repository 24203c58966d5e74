import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { AnsweringMark, Caller, Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { allow } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { answerable } from "./checks.ts";

/** Nothing of it is written anywhere: it is shown for a while, where a post could be sent. */
export async function showAnswering(
  deps: Deps,
  caller: Caller,
  input: Input<"post:answering">,
): Promise<Output<"post:answering">> {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const { questionId, parentId, on } = input;
  const mark = { discussionId, actor, line: caller.line ?? null, place: { questionId, parentId } };
  const state = await deps.serving.latest(discussionId);
  if (on) mayAnswer(state, mark, deps.now());
  else allow(state, actor, commands["post:answering"].may);
  deps.answering.set(mark, on);
  return {};
}

function mayAnswer(state: State, { actor, place }: AnsweringMark, now: Time): void {
  allow(state, actor, commands["post:answering"].may);
  answerable(state, actor, place, now);
}

/** After something happened in a discussion: whoever couldn't begin to answer there any more isn't shown any more. */
export async function recheckAnswering(
  { answering, serving, now }: Pick<Deps, "answering" | "serving" | "now">,
  discussionId: DiscussionId,
): Promise<void> {
  const marks = answering.in(discussionId);
  if (marks.length === 0) return;
  const state = await serving.state(discussionId);
  for (const mark of marks) {
    try {
      mayAnswer(state, mark, now());
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      answering.set(mark, false);
    }
  }
}
