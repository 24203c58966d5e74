import type { Actor, Deps, TokenHolder } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Account, Session } from "#server/domain/store.ts";
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
  (token: string, now: Time): Promise<{ actor: Actor; holder: TokenHolder }>;
  /** Who somebody is by now whose token was read before. Throws `session_ended`. */
  again(holder: TokenHolder, now: Time): Promise<Actor>;
  forget(sessionIds: readonly SessionId[]): void;
}

interface AuthenticateDeps extends Pick<Deps, "tokens"> {
  session(id: SessionId): Promise<Session | null>;
  account(id: UserId): Promise<Account | null>;
}

export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const seen = new Map<SessionId, Seen>();
  /** Counts up with every `forget`: what was read before one is not remembered after it. */
  let forgotten = 0;

  async function holderOf(sessionId: SessionId, now: Time): Promise<UserId | null> {
    const known = seen.get(sessionId);
    if (known && Math.abs(now - known.at) < cacheMs) return known.userId;
    const before = forgotten;
    const session = await deps.session(sessionId);
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

  const again = async ({ userId, sessionId, expiresAt }: TokenHolder, now: Time) => {
    if (expiresAt <= now) throw new Refusal("session_ended", "Your session has run out.");
    const holder = await holderOf(sessionId, now);
    // Not remembered: a role of the site that was given or taken a moment ago counts from the next command on.
    const account = holder === userId ? await deps.account(userId) : null;
    if (account?.kind !== "person")
      throw new Refusal("session_ended", "Your session has ended. Sign in again.");
    return { kind: "account", userId, sessionId, admin: account.admin } as const;
  };
  const authenticate = async (token: string, now: Time) => {
    const holder = deps.tokens.verify(token, now);
    return { actor: await again(holder, now), holder };
  };
  const forget = (sessionIds: readonly SessionId[]) => {
    forgotten++;
    for (const id of sessionIds) seen.delete(id);
  };
  return Object.assign(authenticate, { again, forget });
}
