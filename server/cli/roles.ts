import { randomUUID } from "node:crypto";
import { readName } from "#server/domain/people/names.ts";
import type { Account } from "#server/domain/store.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import { CommandId } from "#shared/ids.ts";
import { GrantedRole } from "#shared/model.ts";
import { type CliCommand, CommandFailed, UsageError } from "./command.ts";
import { type CliCore, commandLine, type WithCore } from "./core.ts";

const options = {
  account: { type: "string" },
  discussion: { type: "string" },
  role: { type: "string" },
} as const;
const explains = [
  ["--account ACCOUNT", "e-mail address or name of somebody who has registered"],
  ["--discussion SLUG", "the discussion: the end of its address, or its id"],
] as const;

export const grant = (withCore: WithCore): CliCommand => ({
  name: "grant",
  about: "Gives somebody a role in a discussion.",
  more: "It holds at once, also on pages that are open.",
  usage: "--account EMAIL --role moderator|host --discussion SLUG",
  explains: [...explains, ["--role ROLE", "moderator or host"]],
  options,
  positionals: 0,
  run: (args, voice) => {
    const account = args.needed("account");
    const role = GrantedRole.safeParse(args.needed("role")).data;
    if (!role) throw new UsageError("--role must be moderator or host.");
    const discussionId = args.needed("discussion");
    return withCore({ create: false }, async (core) => {
      await send(core, "member:grant", { discussionId, account, role, commandId: newCommandId() });
      voice.say(`${account} is ${role} of ${discussionId} now.`);
    });
  },
});

export const revoke = (withCore: WithCore): CliCommand => ({
  name: "revoke",
  about: "Takes somebody's role in a discussion back.",
  more: "It holds at once, also on pages that are open.",
  usage: "--account EMAIL --discussion SLUG",
  explains,
  options: { account: options.account, discussion: options.discussion },
  positionals: 0,
  run: (args, voice) => {
    const account = args.needed("account");
    const discussionId = args.needed("discussion");
    return withCore({ create: false }, async (core) => {
      const { id: userId } = await accountNamed(core, account);
      await send(core, "member:revoke", { discussionId, userId, commandId: newCommandId() });
      voice.say(`${account} has no role in ${discussionId} any more.`);
    });
  },
});

const newCommandId = (): CommandId => CommandId.parse(randomUUID());

/** Which option a field of the input came from. */
const optionOf: Record<string, string> = {
  discussionId: "--discussion",
  account: "--account",
  userId: "--account",
};

async function send<N extends CommandName>(
  { deps, answer }: CliCore,
  name: N,
  input: RawInput<N>,
): Promise<Output<N>> {
  const result = await answer(await commandLine(deps), name, input);
  if (result.ok) return result.value;
  const { field, message } = result.failure;
  const option = field === undefined ? undefined : optionOf[field];
  throw new CommandFailed(option ? `${option}: ${message}` : message);
}

async function accountNamed({ deps }: CliCore, named: string): Promise<Account> {
  const { people } = deps.store;
  const account = named.includes("@")
    ? await people.accountByEmail(named.toLowerCase())
    : await people.accountByNameKey(readName(named).key);
  if (account) return account;
  throw new CommandFailed("--account: There is no account with this name or address.");
}
