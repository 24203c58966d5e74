import { act, type SignedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { audienceOf, roleIn } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import { inState, postFor } from "./checks.ts";

/**
 * Only what a moderator or host of the discussion wrote can speak for them, and only as a reply to something. The mark is theirs who
 * set it, so it stays when the author is no moderator any more. An admin who is neither may mark replies of their own.
 */
export async function markOfficial(
  deps: Deps,
  caller: Caller,
  input: Input<"post:mark-official">,
): Promise<Output<"post:mark-official">> {
  const { postId } = input;
  const entry = await act(deps, caller, "post:mark-official", input, [], (state, _now, actor) => {
    const post = inState(postFor(state, actor, postId), ["published"]);
    if (post.official)
      throw new Refusal("conflict", "The post is an official answer already.", {
        details: { official: true },
      });
    if (post.parentId === null) throw unfit("not_a_reply", "Only a reply can be an answer.");
    if (!isByModerator(state, post, actor))
      throw unfit("not_by_a_moderator", "Only what a moderator or host wrote can be official.");
    return [{ type: "post:marked-official", postId }];
  });
  return { postId, seq: entry.seq };
}

const unfit = (rule: string, message: string): Refusal =>
  new Refusal("invalid_input", message, { field: "postId", details: { rule } });

function isByModerator(state: State, { authorId }: PostRow, actor: SignedIn): boolean {
  const role =
    authorId === actor.userId
      ? roleIn(state, actor)
      : (state.members.get(authorId)?.role ?? "participant");
  return audienceOf(role) === "moderators";
}

export async function unmarkOfficial(
  deps: Deps,
  caller: Caller,
  input: Input<"post:unmark-official">,
): Promise<Output<"post:unmark-official">> {
  const { postId } = input;
  const entry = await act(deps, caller, "post:unmark-official", input, [], (state, _now, actor) => {
    if (!postFor(state, actor, postId).official)
      throw new Refusal("conflict", "The post isn't an official answer.", {
        details: { official: false },
      });
    return [{ type: "post:unmarked-official", postId }];
  });
  return { postId, seq: entry.seq };
}
