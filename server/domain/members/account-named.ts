import type { Deps } from "#server/domain/deps.ts";
import { nameKey } from "#server/domain/people/name-key.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Account } from "#server/domain/store.ts";

/** An account by e-mail address or by name; people from imports can't be given anything. */
export async function accountNamed(deps: Deps, named: string): Promise<Account> {
  const { people } = deps.store;
  const account = named.includes("@")
    ? await people.accountByEmail(named.toLowerCase())
    : await people.accountByNameKey(nameKey(named));
  if (account?.kind !== "person")
    throw new Refusal("not_found", "There is no account with this name or address.", {
      field: "account",
    });
  return account;
}
