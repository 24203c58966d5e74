import type { Deps } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Link } from "#server/domain/store.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { newToken, tokenHash } from "./sessions.ts";

interface Offer {
  role: Link["role"];
  /** null for `admin`. */
  discussionId: DiscussionId | null;
  hours: number;
}

/** Makes a one-time link. Only its hash is kept, so this is the only time it can be read. */
export async function makeLink(
  { store, now, publicUrl }: Pick<Deps, "store" | "now" | "publicUrl">,
  { role, discussionId, hours }: Offer,
): Promise<{ token: string; url: string; expiresAt: Time }> {
  if ((role === "admin") !== (discussionId === null))
    throw new Error("A link is for the site's admin, or for a role in a discussion.");
  const token = newToken();
  const createdAt = now();
  const expiresAt = createdAt + hours * 3_600_000;
  await store.people.addLink({
    ...{ tokenHash: tokenHash(token), role, discussionId, createdAt, expiresAt },
    ...{ usedBy: null, usedAt: null, version: 1 },
  });
  return { token, url: `${publicUrl}/link/${token}`, expiresAt };
}

/** The link behind a token, whatever became of it. */
export async function linkOf(deps: Deps, token: string): Promise<Link> {
  const link = await deps.store.people.link(tokenHash(token));
  if (!link) throw linkInvalid();
  return link;
}

/** One answer for unknown, used and expired. */
export const linkInvalid = (): Refusal =>
  new Refusal("link_invalid", "This link was used, has run out, or never was one.");
