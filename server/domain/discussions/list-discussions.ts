import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { listPage, summaries } from "#server/domain/reading/summaries.ts";
import type { Input, Output } from "#shared/commands.ts";

export const listDiscussions = (
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:list">,
): Promise<Output<"discussion:list">> => listPage(deps, caller, null, input);

/** Where a host finds what nobody else may know of. */
export async function listDrafts(deps: Deps, caller: Caller): Promise<Output<"discussion:drafts">> {
  const { userId } = signedIn(caller);
  return { discussions: await summaries(deps, await deps.store.discussions.draftsOf(userId, 100)) };
}

export async function listTemplates(deps: Deps): Promise<Output<"discussion:templates">> {
  return { discussions: await summaries(deps, await deps.store.discussions.templates(100)) };
}
