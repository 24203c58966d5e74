import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow, discussionFor } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import { inState, postFor, takesPosts, unmuted } from "./checks.ts";

/** Beside the log: a vote changes nothing that a rule decides by, and nobody is told whose it is. */
export async function supportPost(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, postId, on }: Input<"post:support">,
): Promise<Output<"post:support">> {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, ref);
  const state = await deps.serving.latest(discussionId);
  allow(state, actor, commands["post:support"].may);
  const post = inState(postFor(state, actor, postId), ["published"]);
  unmuted(state, actor.userId, deps.now());
  takesPosts(state, deps.now());
  if (post.authorId === actor.userId)
    throw new Refusal("not_allowed", "A post isn't supported by its own author.", {
      details: { rule: "own_post" },
    });
  if (on && post.official)
    throw new Refusal("not_allowed", "An official answer stands by its office, not by support.", {
      details: { rule: "official_answer" },
    });
  await deps.store.votes.put({ discussionId, postId, userId: actor.userId }, on);
  deps.supported(discussionId, postId);
  return { support: (await deps.library.support([postId])).get(postId) ?? 0 };
}

export async function listSupported(
  deps: Deps,
  caller: Caller,
  input: Input<"post:supported">,
): Promise<Output<"post:supported">> {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  discussionFor(await deps.serving.state(discussionId), actor);
  return { postIds: await deps.store.votes.of(discussionId, actor.userId) };
}
