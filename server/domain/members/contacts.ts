import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { newExportId } from "#server/domain/new-id.ts";
import { allow, rank, roleIn } from "#server/domain/permissions.ts";
import { hostTextsAt, readHostTexts, stillStands } from "#server/domain/reading/host-texts.ts";
import { instant } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { Account, Contact } from "#server/domain/store.ts";
import { type CommandName, commands, type Input, type Output } from "#shared/commands.ts";
import type { CommandId, DiscussionId, DiscussionRef, UserId } from "#shared/ids.ts";
import type { LocalText } from "#shared/model.ts";

const page = 500;
/** As many as a host is told. */
const exportsTold = 20;

/** Beside the log: whoever takes their contact back leaves nothing behind but the ids of the commands that gave it. Neither a mute nor the end of the discussion keeps anybody from it. */
export async function giveContact(
  deps: Deps,
  caller: Caller,
  input: Input<"contact:give">,
): Promise<Output<"contact:give">> {
  const { actor, discussionId, state } = await inIt(deps, caller, "contact:give", input);
  // Sent once more late: what it gave was taken back since, and stays so.
  if (await wasTakenBack(deps, discussionId, actor.userId, input.commandId))
    return { consentedAt: null };
  const invitation = await invitationIn(deps, state);
  if (!invitation || (input.invitation ?? invitation.id) !== invitation.id)
    throw new Refusal("conflict", "The invitation is another one, or there is none any more.", {
      field: "invitation",
      details: { invitation: invitation?.id ?? null },
    });
  const { userId } = actor;
  const { commandId } = input;
  const before = await deps.store.contacts.of(discussionId, userId);
  // Who agreed to these words already did so then.
  const isOld =
    before !== null &&
    stands((await hostTextsAt(deps.library, before.textId)).followUp, invitation.words);
  const consentedAt = isOld ? before.consentedAt : deps.now();
  if (!isOld)
    await deps.store.contacts.put({ discussionId, userId, consentedAt, textId: invitation.id });
  await deps.store.contacts.putGive({ discussionId, userId, commandId });
  return { consentedAt: instant(consentedAt) };
}

async function wasTakenBack(
  { store: { contacts } }: Deps,
  discussionId: DiscussionId,
  userId: UserId,
  commandId: CommandId,
): Promise<boolean> {
  if (!(await contacts.hasGive({ discussionId, userId, commandId }))) return false;
  return (await contacts.of(discussionId, userId)) === null;
}

export async function withdrawContact(
  deps: Deps,
  caller: Caller,
  input: Input<"contact:withdraw">,
): Promise<Output<"contact:withdraw">> {
  const { actor, discussionId } = await inIt(deps, caller, "contact:withdraw", input);
  await deps.store.contacts.drop(discussionId, actor.userId);
  return {};
}

export async function readOwnContact(
  deps: Deps,
  caller: Caller,
  input: Input<"contact:mine">,
): Promise<Output<"contact:mine">> {
  const { actor, discussionId, state } = await inIt(deps, caller, "contact:mine", input);
  const invitation = await invitationIn(deps, state);
  const own = await deps.store.contacts.of(discussionId, actor.userId);
  const [given = null] = await consentsOf(deps, own ? [own] : [], invitation?.words ?? {});
  const runs = rank(roleIn(state, actor)) >= rank("host");
  return { invitation, given, host: runs ? await toldToHosts(deps, discussionId) : null };
}

export async function listContacts(
  deps: Deps,
  caller: Caller,
  input: Input<"contact:list">,
): Promise<Output<"contact:list">> {
  const { actor, discussionId, state } = await inIt(deps, caller, "contact:list", input);
  const words = (await invitationIn(deps, state))?.words ?? {};
  const contacts: Output<"contact:list">["contacts"] = [];
  for (let after: UserId | null = null; ; ) {
    const some: Contact[] = await deps.store.contacts.scan(discussionId, after, page);
    const consents = await consentsOf(deps, some, words);
    const accounts = await accountsOf(deps, some);
    for (const [i, { userId }] of some.entries()) {
      const [account, consent] = [accounts.get(userId), consents[i]];
      if (!account?.email || !consent) continue;
      const { name, email, organisation, category } = account;
      contacts.push({ name, email, organisation, category, ...consent });
    }
    after = some.at(-1)?.userId ?? null;
    if (after === null || some.length < page) break;
  }
  contacts.sort((a, b) => (a.consentedAt < b.consentedAt ? -1 : 1));
  const { reason } = input;
  // Before they are told: what can't be accounted for isn't handed out.
  await deps.store.contacts.addExport({
    ...{ id: newExportId(), discussionId, by: actor.userId, at: deps.now() },
    ...{ contacts: contacts.length, reason },
  });
  const figures = { contacts: contacts.length, reasonLength: reason.length };
  deps.log.info("contacts handed out", { discussionId, ...figures });
  return { contacts };
}

/** Who asks, and the newest state of what it is about, in which they may. */
async function inIt<N extends CommandName>(
  deps: Deps,
  caller: Caller,
  name: N,
  input: { discussionId: DiscussionRef },
) {
  const actor = signedIn(caller);
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const state = await deps.serving.latest(discussionId);
  allow(state, actor, commands[name].may);
  return { actor, discussionId, state };
}

/** What is asked now. It has the id of all the host's texts, so that the very words can be shown that somebody agreed to. */
async function invitationIn(
  deps: Deps,
  { discussion }: State,
): Promise<Output<"contact:mine">["invitation"]> {
  if (!discussion) return null;
  const { followUp: words } = await hostTextsAt(deps.library, discussion.textId);
  return Object.keys(words).length === 0 ? null : { id: discussion.textId, words };
}

const stands = (earlier: LocalText, now: LocalText): boolean =>
  Object.keys(earlier).length > 0 && stillStands(earlier, now);

/** In the order given. */
async function consentsOf(deps: Deps, contacts: readonly Contact[], now: LocalText) {
  const bodies = await deps.library.texts(contacts.map(({ textId }) => textId));
  const current = new Map(
    [...bodies].map(([id, body]) => [id, stands(readHostTexts(body).followUp, now)]),
  );
  return contacts.map(({ consentedAt, textId }) => ({
    consentedAt: instant(consentedAt),
    current: current.get(textId) ?? false,
  }));
}

async function accountsOf(
  deps: Deps,
  contacts: readonly Contact[],
): Promise<ReadonlyMap<UserId, Account>> {
  const accounts = await deps.store.people.accounts(contacts.map(({ userId }) => userId));
  return new Map(accounts.map((account) => [account.id, account]));
}

async function toldToHosts(deps: Deps, discussionId: DiscussionId) {
  const [people, all, made] = await Promise.all([
    deps.store.contacts.count(discussionId),
    deps.store.contacts.countExports(discussionId),
    deps.store.contacts.exports(discussionId, null, exportsTold),
  ]);
  const names = await deps.library.authors(made.map(({ by }) => by));
  const exports = made.map(({ at, by, contacts, reason }) => ({
    ...{ at: instant(at), name: names.get(by)?.name ?? null, contacts, reason },
  }));
  return { people, exports, exportsInAll: all };
}
