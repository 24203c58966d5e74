import { randomUUID } from "node:crypto";
import type { Caller } from "#server/domain/deps.ts";
import { newSessionId, newUserId } from "#server/domain/new-id.ts";
import type { Account, Store } from "#server/domain/store.ts";
import { CommandId, type SessionId, type UserId } from "#shared/ids.ts";

export const commandId = (): CommandId => CommandId.parse(randomUUID());

/** An account put straight into the store: for tests about discussions, which need people but not passwords. */
export async function anAccount(
  store: Store,
  name: string,
  more: Partial<Account> = {},
): Promise<Account> {
  const id: UserId = newUserId();
  const account: Account = {
    id,
    kind: "person",
    name: `${name} ${id.slice(-6)}`,
    nameKey: `${name}${id}`.toLowerCase(),
    email: `${name}.${id.slice(-6)}@example.org`.toLowerCase(),
    passwordHash: null,
    organisation: null,
    category: null,
    languages: [],
    admin: false,
    registrationId: null,
    createdAt: Date.now(),
    version: 1,
    ...more,
  };
  const added = await store.people.addAccount(account);
  if (added !== "done") throw new Error(`The test's account couldn't be added: ${added}`);
  return account;
}

export const visitor: Caller = { actor: { kind: "visitor" }, address: "", cookie: null };
const session: SessionId = newSessionId();
export const as = (account: Account): Caller => ({
  actor: { kind: "account", userId: account.id, sessionId: session, admin: account.admin },
  address: "",
  cookie: null,
});
