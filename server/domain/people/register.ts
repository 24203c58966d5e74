import type { Caller, Deps } from "#server/domain/deps.ts";
import { newUserId } from "#server/domain/new-id.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Account } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { mustBeGood } from "./good-password.ts";
import { readName } from "./names.ts";
import { startSession } from "./sessions.ts";

/**
 * Says whether an address has an account: without mail there is no way to answer a newcomer otherwise. What it costs to
 * try many is the limit on `credentials`.
 */
export async function registerAccount(
  deps: Deps,
  caller: Caller,
  input: Input<"account:register">,
): Promise<Output<"account:register">> {
  const { people } = deps.store;
  const { name, key } = readName(input.name);
  mustBeGood(input.password, { name, email: input.email }, "password");
  const holder = await people.accountByEmail(input.email);
  if (holder) return again(deps, caller, input, name, holder);
  if (await people.accountByNameKey(key)) throw nameTaken();

  const account: Account = {
    ...{ id: newUserId(), kind: "person", name, nameKey: key, email: input.email },
    passwordHash: await deps.passwords.hash(input.password),
    organisation: input.organisation || null,
    category: input.category ?? null,
    languages: input.languages ?? [],
    admin: false,
    registrationId: input.commandId ?? null,
    createdAt: deps.now(),
    version: 1,
  };
  if ((await people.addAccount(account)) === "done") return startSession(deps, caller, account);
  // Somebody was faster: perhaps the same command, sent twice at once.
  const first = await people.accountByEmail(input.email);
  if (first) return again(deps, caller, input, name, first);
  throw nameTaken();
}

/** The address has an account: the answer is yes only to whoever repeats the command that made it. */
async function again(
  deps: Deps,
  caller: Caller,
  input: Input<"account:register">,
  name: string,
  holder: Account,
): Promise<Output<"account:register">> {
  const repeats = input.commandId !== undefined && holder.registrationId === input.commandId;
  if (!repeats || !(await deps.passwords.verify(holder.passwordHash, input.password)))
    throw new Refusal("email_taken", "There is an account with this address.", { field: "email" });
  if (holder.name !== name)
    throw new Refusal("conflict", "This command id was used for something else.", {
      field: "commandId",
    });
  return startSession(deps, caller, holder);
}

const nameTaken = () =>
  new Refusal("name_taken", "Somebody has this name, or one that looks like it.", {
    field: "name",
  });
