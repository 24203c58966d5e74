import { createHash } from "node:crypto";
import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { hashOf } from "#server/domain/hash.ts";
import type { Time } from "#server/domain/log.ts";
import { rank, unauthenticated } from "#server/domain/permissions.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { State } from "#server/domain/state.ts";
import type { Link } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { CommandId, type DiscussionId, type UserId } from "#shared/ids.ts";
import type { GrantedRole } from "#shared/model.ts";
import { linkInvalid, linkOf } from "./links.ts";

const attempts = 5;
/** How long a link that was used, but whose role couldn't be given, may be tried again by the same person. */
const repairMs = 15 * 60_000;

/**
 * The link is marked as used before the role is given, so that it never serves two. When the second step fails, the same
 * person comes again with the same link.
 */
export async function acceptLink(
  deps: Deps,
  caller: Caller,
  { token, commandId }: Input<"link:accept">,
): Promise<Output<"link:accept">> {
  const { userId } = signedIn(caller);
  const link = await use(deps, await linkOf(deps, token), userId);
  const { role, discussionId } = link;
  if (role === "admin" || discussionId === null) {
    await makeAdmin(deps, userId, link);
    return { role, discussionId: null, slug: null };
  }
  await grant(deps, userId, link, { discussionId, role, commandId });
  const { state } = await deps.serving.read(discussionId);
  return { role, discussionId, slug: state.discussion?.slug ?? null };
}

/** The link as used by this person, now or earlier. */
async function use(deps: Deps, link: Link, userId: UserId): Promise<Link> {
  if (link.usedBy === userId) return link;
  const now = deps.now();
  if (link.usedBy !== null || link.expiresAt <= now) throw linkInvalid();
  const used = { ...link, usedBy: userId, usedAt: now, version: link.version + 1 };
  if (await deps.store.people.putLink(used)) return used;
  const present = await deps.store.people.link(link.tokenHash);
  if (present?.usedBy !== userId) throw linkInvalid();
  return present;
}

/** A link that was used long ago doesn't give back what was taken away since. */
const usedUp = ({ usedAt }: Link, now: Time) => usedAt !== null && now - usedAt > repairMs;

async function makeAdmin(deps: Deps, userId: UserId, link: Link): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [account] = await deps.store.people.accounts([userId]);
    if (!account) throw unauthenticated();
    if (account.admin) return;
    if (usedUp(link, deps.now())) throw linkInvalid();
    const admin = { ...account, admin: true, version: account.version + 1 };
    if (await deps.store.people.putAccount(admin)) return;
  }
  throw new Refusal("conflict", "The account was changed meanwhile. Try again.");
}

/** Nothing is left to write: the person is that already, or more. */
class HeldAlready extends Error {
  override name = "HeldAlready";
}

interface Grant {
  discussionId: DiscussionId;
  role: GrantedRole;
  /** Of the caller's command. */
  commandId: CommandId;
}

/**
 * One link is one command in the log, whose hash knows the caller's: a repeat gets the first answer. Another command with a
 * link that has given its role is told yes while the role is held, and after it was taken back that the link is used up.
 */
async function grant(
  deps: Deps,
  userId: UserId,
  link: Link,
  { discussionId, role, commandId }: Grant,
): Promise<void> {
  const isHeld = (state: State) =>
    rank(state.members.get(userId)?.role ?? "participant") >= rank(role);
  const decide = (state: State) => {
    if (isHeld(state)) throw new HeldAlready();
    if (usedUp(link, deps.now())) throw linkInvalid();
    return [{ type: "member:granted" as const, userId, role }];
  };
  try {
    await deps.serving.commit(discussionId, {
      commandId: commandIdOf(link),
      actorId: userId,
      hash: hashOf("link:accept", { tokenHash: link.tokenHash, by: commandId }),
      decide,
    });
  } catch (error) {
    if (error instanceof HeldAlready) return;
    if (!(error instanceof Refusal && error.failure.code === "conflict")) throw error;
    if (!isHeld((await deps.serving.read(discussionId)).state)) throw linkInvalid();
  }
}

function commandIdOf({ tokenHash }: Link): CommandId {
  const hex = createHash("sha256").update(`link ${tokenHash}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return CommandId.parse([...parts, hex.slice(20, 32)].join("-"));
}
