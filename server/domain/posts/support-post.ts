import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow, discussionFor } from "#server/domain/permissions.ts";
import { viewerOf } from "#server/domain/reading/snapshot.ts";
import { tellsSupport } from "#server/domain/reading/visibility.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";
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
  const viewer = viewerOf(state, actor);
  if (!on && !tellsSupport(state, viewer, deps.now())) return { support: null };
  return { support: (await deps.library.support([postId])).get(postId) ?? 0 };
}

/** Who of a discussion's readers is told the totals as they change. */
export async function hearersOfSupport(
  { serving, now }: Pick<Deps, "serving" | "now">,
  discussionId: DiscussionId,
): Promise<readonly Audience[]> {
  const state = await serving.state(discussionId);
  return audiences.filter((audience) => tellsSupport(state, { audience }, now()));
}
const audiences = ["public", "moderators"] as const;

/** Tells all totals of a discussion, to whomever they may be told by now. */
export async function tellAllSupport(
  deps: Pick<Deps, "serving" | "library" | "supported">,
  discussionId: DiscussionId,
): Promise<void> {
  const { posts } = await deps.serving.state(discussionId);
  const published = [...posts.entries()].filter(([, { state }]) => state === "published");
  for (const [postId] of await deps.library.support(published.map(([id]) => id)))
    deps.supported(discussionId, postId);
}

/** Each look tells the totals that were kept in discussions whose time to close has come since the look before. */
export function closingsWatch(
  deps: Pick<Deps, "serving" | "library" | "supported" | "now">,
): () => Promise<void> {
  let lookedAt = deps.now();
  return async () => {
    const [from, to] = [lookedAt, deps.now()];
    lookedAt = to;
    const closed = ({ discussion }: State) =>
      discussion?.supportTotals === "after_closing" &&
      discussion.closesAt !== null &&
      from < discussion.closesAt &&
      discussion.closesAt <= to;
    for (const [id, state] of await deps.serving.loaded())
      if (closed(state)) await tellAllSupport(deps, id);
  };
}

export async function listSupported(
  deps: Deps,
  caller: Caller,
  input: Input<"post:supported">,
): Promise<Output<"post:supported">> {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const state = await deps.serving.state(discussionId);
  discussionFor(state, actor);
  const postIds = await deps.store.votes.of(discussionId, actor.userId);
  // Every page asks this whenever it connects: what posts tell themselves isn't counted again.
  if (tellsSupport(state, viewerOf(state, actor), deps.now())) return { postIds, totals: [] };
  const found = await deps.library.support(postIds);
  return {
    postIds,
    totals: postIds.map((postId) => ({ postId, support: found.get(postId) ?? 0 })),
  };
}
