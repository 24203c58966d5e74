import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { unauthenticated } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Account, Session } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { mustBeGood } from "./good-password.ts";
import { endSessions, isLive, renewed, rotate, sessionOfCookie } from "./sessions.ts";

const attempts = 5;

/** Every other session ends: whoever knew the old password is out. */
export async function changePassword(
  deps: Deps,
  caller: Caller,
  input: Input<"account:change-password">,
): Promise<Output<"account:change-password">> {
  const actor = signedIn(caller);
  const [account] = await deps.store.people.accounts([actor.userId]);
  if (!account) throw unauthenticated();
  mustBeGood(input.newPassword, account, "newPassword");
  await write(deps, account, input);
  await endSessions(deps, account.id, actor.sessionId);
  const [session] = await deps.store.people.sessions([actor.sessionId]);
  if (!session || !isLive(session, deps.now())) throw ended();
  return renewed(deps, account, await withNewCookie(deps, caller, session));
}

async function write(
  deps: Deps,
  account: Account,
  { currentPassword, newPassword }: Input<"account:change-password">,
): Promise<void> {
  if (!(await deps.passwords.verify(account.passwordHash, currentPassword))) {
    // The answer to the first time may have been lost: then the new password is the right one by now.
    if (await deps.passwords.verify(account.passwordHash, newPassword)) return;
    throw new Refusal("wrong_credentials", "This isn't your present password.", {
      field: "currentPassword",
    });
  }
  const passwordHash = await deps.passwords.hash(newPassword);
  const changed = { ...account, passwordHash, version: account.version + 1 };
  if (!(await deps.store.people.putAccount(changed)))
    throw new Refusal("conflict", "The account was changed meanwhile. Try again.");
}

/** A copy of this session's refresh token is worth nothing any more either, not even if it is being used just now. */
async function withNewCookie(deps: Deps, caller: Caller, session: Session): Promise<Session> {
  const held = await sessionOfCookie(deps, caller);
  if (held?.id !== session.id) return session;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [present] = await deps.store.people.sessions([session.id]);
    if (!present || !isLive(present, deps.now())) throw ended();
    const next = await rotate(deps, caller, present, null);
    if (next) return next;
  }
  throw new Refusal("slow_down", "This session is being renewed elsewhere.", { retryAfter: 1 });
}

const ended = () => new Refusal("session_ended", "Your session has ended. Sign in again.");
