import type { Actor, Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { SessionId, UserId } from "#shared/ids.ts";

/** How long a look at a session counts. Sessions that end in this process are forgotten at once. */
const cacheMs = 1_000;
const cacheSize = 10_000;

interface Seen {
  userId: UserId;
  at: Time;
}

interface Authenticate {
  /** Who a token stands for now. Throws `unauthenticated` or `session_ended`. */
  (token: string, now: Time): Promise<{ actor: Actor; expiresAt: Time }>;
  forget(sessionIds: readonly SessionId[]): void;
}

export function createAuthenticate({
  store,
  tokens,
}: Pick<Deps, "store" | "tokens">): Authenticate {
  const seen = new Map<SessionId, Seen>();
  /** Counts up with every `forget`: what was read before one is not remembered after it. */
  let forgotten = 0;

  async function holderOf(sessionId: SessionId, now: Time): Promise<UserId | null> {
    const known = seen.get(sessionId);
    if (known && Math.abs(now - known.at) < cacheMs) return known.userId;
    const before = forgotten;
    const session = await store.people.session(sessionId);
    if (!session || session.endedAt !== null || session.expiresAt <= now) return null;
    if (before === forgotten) remember(sessionId, { userId: session.userId, at: now });
    return session.userId;
  }

  function remember(sessionId: SessionId, look: Seen): void {
    seen.delete(sessionId);
    seen.set(sessionId, look);
    const [oldest] = seen.keys();
    if (seen.size > cacheSize && oldest) seen.delete(oldest);
  }

  const authenticate = async (token: string, now: Time) => {
    const { userId, sessionId, expiresAt } = tokens.verify(token, now);
    const holder = await holderOf(sessionId, now);
    // Not remembered: a role of the site that was given or taken a moment ago counts from the next command on.
    const [account] = holder === userId ? await store.people.accounts([userId]) : [];
    if (account?.kind !== "person")
      throw new Refusal("session_ended", "Your session has ended. Sign in again.");
    const actor: Actor = { kind: "account", userId, sessionId, admin: account.admin };
    return { actor, expiresAt };
  };
  const forget = (sessionIds: readonly SessionId[]) => {
    forgotten++;
    for (const id of sessionIds) seen.delete(id);
  };
  return Object.assign(authenticate, { forget });
}
