import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import { namedSpace } from "./named-space.ts";

type Listing = Input<"space:add-discussion">;

export const addToSpace = (deps: Deps, caller: Caller, input: Listing) =>
  list(deps, caller, input, true);
export const removeFromSpace = (deps: Deps, caller: Caller, input: Listing) =>
  list(deps, caller, input, false);

/** What is asked for twice is done once, so that a repeated command needs no memory of the first. */
async function list(
  deps: Deps,
  caller: Caller,
  input: Listing,
  on: boolean,
): Promise<Output<"space:add-discussion">> {
  const discussionId = await discussionIdOf(deps, input.discussionId);
  allow(await deps.serving.latest(discussionId), signedIn(caller), "host");
  const space = await namedSpace(deps, caller, input.spaceId);
  if (on && space.archived)
    throw new Refusal("conflict", "The space is archived.", { field: "spaceId" });
  await deps.store.spaces.list(space.id, discussionId, on);
  return {};
}
