import type { Deps } from "#server/domain/deps.ts";
import type { Account } from "#server/domain/store.ts";

/** Adds an account that nobody can sign in to, unless it is there. */
export async function addImportedAccount(
  { people }: Pick<Deps["store"], "people">,
  account: Pick<Account, "id" | "name" | "organisation" | "category" | "languages" | "createdAt">,
): Promise<void> {
  const isThere = async () => (await people.accounts([account.id])).length > 0;
  if (await isThere()) return;
  try {
    await people.addAccount({
      ...account,
      ...{ kind: "imported", nameKey: null, email: null, passwordHash: null },
      ...{ admin: false, registrationId: null, version: 1 },
    });
  } catch (error) {
    // Another process may have been faster.
    if (!(await isThere())) throw error;
  }
}
