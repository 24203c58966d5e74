import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import type { Input, Output } from "#shared/commands.ts";

/**
 * Counts what is published, each post once, and says nothing about the rest: whether a post exists or is hidden can't be
 * learned here. Who looked is forgotten with the answer.
 */
export async function reportImpressions(
  deps: Deps,
  { actor }: Caller,
  input: Input<"impressions:report">,
): Promise<Output<"impressions:report">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const state = await deps.serving.state(id);
  discussionFor(state, actor);
  const published = input.postIds.filter((each) => state.posts.get(each)?.state === "published");
  deps.tally.count(id, new Set(published));
  return {};
}
