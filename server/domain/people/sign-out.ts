import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import type { Input, Output } from "#shared/commands.ts";
import { endSession, endSessions, sessionOfCookie } from "./sessions.ts";

/** Ends the session of the access token, and that of the cookie, which is usually the same one. */
export async function signOut(
  deps: Deps,
  caller: Caller,
  _input: Input<"account:sign-out">,
): Promise<Output<"account:sign-out">> {
  const { actor, cookie } = caller;
  if (actor.kind === "account") await endSession(deps, actor.sessionId);
  const kept = await sessionOfCookie(deps, caller);
  if (kept) await endSession(deps, kept.id);
  cookie?.set(null, 0);
  return {};
}

export async function signOutEverywhere(
  deps: Deps,
  caller: Caller,
  _input: Input<"account:sign-out-everywhere">,
): Promise<Output<"account:sign-out-everywhere">> {
  await endSessions(deps, signedIn(caller).userId, null);
  caller.cookie?.set(null, 0);
  return {};
}
