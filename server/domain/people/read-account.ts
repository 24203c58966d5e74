import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { unauthenticated } from "#server/domain/permissions.ts";
import type { Input, Output } from "#shared/commands.ts";
import { viewAccount } from "./sessions.ts";

export async function readAccount(
  deps: Deps,
  caller: Caller,
  _input: Input<"account:read">,
): Promise<Output<"account:read">> {
  const [account] = await deps.store.people.accounts([signedIn(caller).userId]);
  if (!account) throw unauthenticated();
  return viewAccount(account);
}
