import type { Caller, Deps } from "#server/domain/deps.ts";
import { unauthenticated } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Session } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { endSession, isLive, renewed, rotate, tokenAfter, tokenHash } from "./sessions.ts";

/**
 * How long the token before the present one is still good: for a second tab, a page that was left before its answer came, or a
 * slow line, on which a page waits 15 s for an answer that got lost and then asks again, more than once.
 */
const graceMs = 60_000;
/** Tabs that refresh at the same moment; all but one of them find the token rotated the next time they look. */
const attempts = 3;

/**
 * A new access token for the refresh cookie, which is rotated. The token before it is good for a moment longer, and leads to
 * the same one. After that it can only be a copy: the session ends, because nobody knows which of the two is the thief.
 */
export async function refreshSession(
  deps: Deps,
  caller: Caller,
  _input: Input<"account:refresh">,
): Promise<Output<"account:refresh">> {
  const token = caller.cookie?.get();
  if (!token) throw unauthenticated();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const session = await deps.store.people.sessionByToken(tokenHash(token));
    if (!session || !isLive(session, deps.now())) throw ended(caller);
    const going = await goOn(deps, caller, session, token);
    if (!going) continue;
    const [account] = await deps.store.people.accounts([session.userId]);
    if (!account) throw ended(caller);
    return renewed(deps, account, going);
  }
  throw new Refusal("slow_down", "This session is being renewed elsewhere.", { retryAfter: 1 });
}

/** The session as it goes on, or null when another tab was faster and it must be looked at again. */
async function goOn(
  deps: Deps,
  caller: Caller,
  session: Session,
  token: string,
): Promise<Session | null> {
  if (session.tokenHash === tokenHash(token)) return rotate(deps, caller, session, token);
  if (deps.now() - session.rotatedAt <= graceMs) {
    const next = tokenAfter(deps, token);
    if (tokenHash(next) === session.tokenHash) caller.cookie?.set(next, session.expiresAt);
    return session;
  }
  await endSession(deps, session.id);
  deps.log.warn("a refresh token was used again: its session was ended", { sessionId: session.id });
  throw ended(caller);
}

function ended({ cookie }: Caller): Refusal {
  cookie?.set(null, 0);
  return new Refusal("session_ended", "Your session has ended. Sign in again.");
}
