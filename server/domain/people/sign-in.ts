import type { Caller, Deps } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";
import { startSession } from "./sessions.ts";

/** An address without account takes as long as a wrong password, and is answered the same. */
export async function signIn(
  deps: Deps,
  caller: Caller,
  { email, password }: Input<"account:sign-in">,
): Promise<Output<"account:sign-in">> {
  const account = await deps.store.people.accountByEmail(email);
  const right = await deps.passwords.verify(account?.passwordHash ?? null, password);
  if (!account || !right)
    throw new Refusal("wrong_credentials", "The address or the password is wrong.");
  return startSession(deps, caller, account);
}
