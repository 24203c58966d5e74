import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Caller, Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { newSessionId } from "#server/domain/new-id.ts";
import { instant } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Account, Session } from "#server/domain/store.ts";
import type { Output } from "#shared/commands.ts";
import type { SessionId, UserId } from "#shared/ids.ts";
import type { AccountView } from "#shared/model.ts";

/** How long a browser stays signed in without coming by. */
const sessionMs = 30 * 24 * 3_600_000;
/** How often a write that another process or tab got ahead of is tried again. */
const attempts = 5;

export const newToken = (): string => randomBytes(32).toString("base64url");
/** The refresh token after this one: always the same, so that it can be told again where the answer was lost. */
export const tokenAfter = ({ secret }: Pick<Deps, "secret">, token: string): string =>
  createHmac("sha256", secret).update(`refresh\n${token}`).digest("base64url");
/** What is kept of a token: somebody who reads the store can't use it. */
export const tokenHash = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

export const viewAccount = (account: Account): AccountView => ({
  id: account.id,
  name: account.name,
  email: account.email ?? "",
  organisation: account.organisation,
  category: account.category,
  languages: account.languages,
  admin: account.admin,
});

/** An access token for a session that goes on. */
export function renewed(deps: Deps, account: Account, session: Session): Output<"account:refresh"> {
  const { token, expiresAt } = deps.tokens.issue({
    userId: account.id,
    sessionId: session.id,
    now: deps.now(),
  });
  return { accessToken: token, expiresAt: instant(expiresAt), account: viewAccount(account) };
}

/**
 * Signs somebody in whose password was right. Without a cookie (on a socket) nobody holds a refresh token, so the session
 * ends with its access token.
 */
export async function startSession(
  deps: Deps,
  { cookie }: Caller,
  account: Account,
): Promise<Output<"account:sign-in">> {
  const now = deps.now();
  const id = newSessionId();
  const access = deps.tokens.issue({ userId: account.id, sessionId: id, now });
  const refreshToken = newToken();
  const expiresAt = cookie ? now + sessionMs : access.expiresAt;
  await deps.store.people.addSession({
    ...{ id, userId: account.id, tokenHash: tokenHash(refreshToken), previousHash: null },
    ...{ rotatedAt: now, createdAt: now, expiresAt, endedAt: null, version: 1 },
  });
  // A password change ends the sessions it finds. One that was begun with the old password just now must not stay.
  const [present] = await deps.store.people.accounts([account.id]);
  if (present?.passwordHash !== account.passwordHash) {
    await endSession(deps, id);
    throw new Refusal("wrong_credentials", "The address or the password is wrong.");
  }
  cookie?.set(refreshToken, expiresAt);
  return {
    accessToken: access.token,
    expiresAt: instant(access.expiresAt),
    account: viewAccount(account),
  };
}

/**
 * The session with the refresh token that follows `from`, which is the one before it now, or with one that follows none. Null
 * when somebody else wrote it first.
 */
export async function rotate(
  deps: Deps,
  { cookie }: Caller,
  session: Session,
  from: string | null,
): Promise<Session | null> {
  const now = deps.now();
  const refreshToken = from === null ? newToken() : tokenAfter(deps, from);
  const next: Session = {
    ...session,
    ...{ tokenHash: tokenHash(refreshToken), rotatedAt: now },
    previousHash: from === null ? null : tokenHash(from),
    expiresAt: now + sessionMs,
    version: session.version + 1,
  };
  if (!(await deps.store.people.putSession(next))) return null;
  cookie?.set(refreshToken, next.expiresAt);
  return next;
}

export const isLive = (session: Session, now: Time): boolean =>
  session.endedAt === null && session.expiresAt > now;

/** The session of the caller's refresh cookie, ended or not. */
export async function sessionOfCookie(deps: Deps, { cookie }: Caller): Promise<Session | null> {
  const token = cookie?.get();
  return token ? deps.store.people.sessionByToken(tokenHash(token)) : null;
}

/** Ends a session and tells its sockets. Ending it twice is harmless. */
export async function endSession(deps: Deps, id: SessionId): Promise<void> {
  if (await markEnded(deps, id)) deps.ears.sessionsEnded([id]);
}

/** Ends all of somebody's sessions but one. */
export async function endSessions(
  deps: Deps,
  userId: UserId,
  but: SessionId | null,
): Promise<void> {
  const sessions = await deps.store.people.sessionsOf(userId);
  const ended: SessionId[] = [];
  for (const { id, endedAt } of sessions)
    if (endedAt === null && id !== but && (await markEnded(deps, id))) ended.push(id);
  if (ended.length > 0) deps.ears.sessionsEnded(ended);
}

/** Whether this call ended it. */
async function markEnded(deps: Deps, id: SessionId): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [session] = await deps.store.people.sessions([id]);
    if (!session || session.endedAt !== null) return false;
    const ended = { ...session, endedAt: deps.now(), version: session.version + 1 };
    if (await deps.store.people.putSession(ended)) return true;
  }
  throw new Error(`Session ${id} changed ${attempts} times while it was being ended.`);
}
