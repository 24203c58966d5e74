import { act, newNote, type SignedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { rank, roleIn } from "#server/domain/permissions.ts";
import { holds } from "#server/domain/posts/checks.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";

const dayMs = 24 * 60 * 60_000;

/** Moderators mute for a week at most; hosts for the life of a discussion. */
function lengthAllowed(state: State, actor: SignedIn, until: Time | null, now: Time): void {
  const days = rank(roleIn(state, actor)) >= rank("host") ? limits.muteDaysHost : limits.muteDays;
  const tooLong = until === null ? days === limits.muteDays : until > now + days * dayMs + 60_000;
  if (until !== null && until <= now)
    throw new Refusal("invalid_input", "A mute ends in the future.", {
      field: "until",
      details: { rule: "past" },
    });
  if (tooLong)
    throw new Refusal("invalid_input", `You may mute for ${days} days at most.`, {
      field: "until",
      details: { rule: "too_long", limit: days },
    });
}

export async function muteMember(
  deps: Deps,
  caller: Caller,
  input: Input<"member:mute">,
): Promise<Output<"member:mute">> {
  const { userId, reason } = input;
  const until = input.until === null ? null : Date.parse(input.until);
  const [account] = await deps.store.people.accounts([userId]);
  const note = newNote(input.note);
  const entry = await act(deps, caller, "member:mute", input, [note], (state, now, actor) => {
    if (!account) throw new Refusal("not_found", "There is no such person.", { field: "userId" });
    if (userId === actor.userId)
      throw new Refusal("not_allowed", "Nobody mutes themselves.", { field: "userId" });
    const theirs = account.admin ? "admin" : (state.members.get(userId)?.role ?? "participant");
    if (rank(theirs) >= rank(roleIn(state, actor)))
      throw new Refusal(
        "not_allowed",
        "You can't mute somebody with your own role or a higher one.",
        {
          field: "userId",
        },
      );
    lengthAllowed(state, actor, until, now);
    return [{ type: "member:muted", userId, until, reason, noteId: note?.id ?? null }];
  });
  return { seq: entry.seq };
}

export async function unmuteMember(
  deps: Deps,
  caller: Caller,
  input: Input<"member:unmute">,
): Promise<Output<"member:unmute">> {
  const { userId } = input;
  const entry = await act(deps, caller, "member:unmute", input, [], (state, now) => {
    if (!holds(state.members.get(userId)?.mute, now))
      throw new Refusal("conflict", "This person isn't muted.", { field: "userId" });
    return [{ type: "member:unmuted", userId }];
  });
  return { seq: entry.seq };
}
