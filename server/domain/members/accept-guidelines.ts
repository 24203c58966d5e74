import { act, discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { guidelinesIn } from "#server/domain/guidelines.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import { hostTextsAt } from "#server/domain/reading/host-texts.ts";
import { instant } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";

/** Whoever has accepted them already does so once more, which changes nothing. */
export async function acceptGuidelines(
  deps: Deps,
  caller: Caller,
  input: Input<"guidelines:accept">,
): Promise<Output<"guidelines:accept">> {
  const { version } = input;
  signedIn(caller);
  const inForce = await guidelinesIn(deps, input.discussionId);
  const entry = await act(deps, caller, "guidelines:accept", input, [], (state, _now, actor) => {
    const now = inForce(state);
    if (now !== version)
      throw new Refusal("conflict", "The guidelines of this discussion are others.", {
        field: "version",
        details: { version: now },
      });
    return [{ type: "guidelines:accepted", userId: actor.userId, version }];
  });
  return { seq: entry.seq };
}

export async function readAccepted(
  deps: Deps,
  caller: Caller,
  input: Input<"guidelines:accepted">,
): Promise<Output<"guidelines:accepted">> {
  const actor = signedIn(caller);
  const state = await deps.serving.latest(await discussionIdOf(deps, input.discussionId));
  discussionFor(state, actor);
  const accepted = state.members.get(actor.userId)?.accepted;
  if (!accepted) return { accepted: null };
  const { version, at } = accepted;
  const { guidelines } = await hostTextsAt(deps.library, version);
  return { accepted: { version, at: instant(at), guidelines } };
}
