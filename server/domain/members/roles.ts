import { act, discussionIdOf, eventIn, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { makeLink } from "#server/domain/people/links.ts";
import { allow, audienceOf, roleIn } from "#server/domain/permissions.ts";
import { instant, viewMembers } from "#server/domain/reading/views.ts";
import { concernsModerators } from "#server/domain/reading/visibility.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { UserId } from "#shared/ids.ts";
import { accountNamed } from "./account-named.ts";

/** Hosts may not be left without one. */
function keepsAHost(state: State, leaving: UserId): void {
  const others = [...state.members.entries()].filter(
    ([userId, { role }]) => role === "host" && userId !== leaving,
  );
  if (state.members.get(leaving)?.role === "host" && others.length === 0)
    throw new Refusal("last_host", "A discussion needs a host: make somebody else one first.", {
      field: "userId",
    });
}

export async function grantRole(
  deps: Deps,
  caller: Caller,
  input: Input<"member:grant">,
): Promise<Output<"member:grant">> {
  // Asked before the account is looked up, so that nobody else can find out who has one.
  allow(
    (await deps.serving.read(await discussionIdOf(deps, input.discussionId))).state,
    signedIn(caller),
    "host",
  );
  const { id: userId } = await accountNamed(deps, input.account);
  const { role } = input;
  const entry = await act(deps, caller, "member:grant", input, [], (state) => {
    if (state.members.get(userId)?.role === role)
      throw new Refusal("conflict", "This person has the role already.", { field: "account" });
    if (role !== "host") keepsAHost(state, userId);
    return [{ type: "member:granted", userId, role }];
  });
  return { userId: eventIn(entry, "member:granted").userId, seq: entry.seq };
}

export async function revokeRole(
  deps: Deps,
  caller: Caller,
  input: Input<"member:revoke">,
): Promise<Output<"member:revoke">> {
  const { userId } = input;
  const entry = await act(deps, caller, "member:revoke", input, [], (state) => {
    const role = state.members.get(userId)?.role ?? "participant";
    if (role === "participant")
      throw new Refusal("conflict", "This person has no role here.", { field: "userId" });
    keepsAHost(state, userId);
    return [{ type: "member:revoked", userId }];
  });
  return { seq: entry.seq };
}

/** Each call makes another link, also with the same command id: nothing is written to the discussion until one is used. */
export async function invite(
  deps: Deps,
  caller: Caller,
  input: Input<"member:invite">,
): Promise<Output<"member:invite">> {
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const { state } = await deps.serving.read(discussionId);
  allow(state, signedIn(caller), "host");
  const { role, hours } = input;
  const { url, expiresAt } = await makeLink(deps, { role, discussionId, hours });
  return { url, role, expiresAt: instant(expiresAt) };
}

export async function listMembers(
  deps: Deps,
  caller: Caller,
  input: Input<"member:list">,
): Promise<Output<"member:list">> {
  const { state, head } = await deps.serving.read(await discussionIdOf(deps, input.discussionId));
  allow(state, caller.actor, "moderator");
  const internal = audienceOf(roleIn(state, caller.actor)) === "moderators";
  const rows = [...state.members.entries()].map(([, member]) => member).filter(concernsModerators);
  return { members: await viewMembers(deps.library, rows, internal), head };
}
