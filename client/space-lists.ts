import { askAsHost } from "#client/host-routes.ts";
import { uuidv7 } from "#client/uuid.ts";
import type { ListedSpace } from "#client/view/host/spaces-listing.tsx";
import type { DiscussionId, DiscussionRef, SpaceId } from "#shared/ids.ts";
import type { Failure } from "#shared/refusals.ts";

/** The site's spaces, each with whether the discussion is listed in it; null when they can't be read. */
export async function spacesFor(discussionId: DiscussionId): Promise<ListedSpace[] | null> {
  const [all, its] = await Promise.all([
    askAsHost("space:list", {}),
    askAsHost("space:list", { discussionId }),
  ]);
  if (!all.ok || !its.ok) return null;
  const listed = new Set(its.value.spaces.map(({ id }) => id));
  return all.value.spaces
    .filter(({ id, archived }) => !archived || listed.has(id))
    .map((space) => ({ ...space, on: listed.has(space.id) }));
}

/** Lists a discussion in a space, or takes it off the list; resolves with why not. Doing it again changes nothing. */
export async function listInSpace(
  spaceId: SpaceId,
  discussionId: DiscussionRef,
  on: boolean,
): Promise<Failure | null> {
  const name = on ? "space:add-discussion" : "space:remove-discussion";
  const done = await askAsHost(name, { spaceId, discussionId, commandId: uuidv7() });
  return done.ok ? null : done.failure;
}
