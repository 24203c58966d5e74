import type { Caller, Deps } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Space } from "#server/domain/store.ts";
import { SpaceId, type SpaceRef } from "#shared/ids.ts";

export const maySeeArchived = ({ actor }: Caller): boolean =>
  actor.kind === "account" && actor.admin;

/** The space behind an id or slug, if the caller may know of it; else `not_found`. */
export async function namedSpace(deps: Deps, caller: Caller, ref: SpaceRef): Promise<Space> {
  const space = await deps.store.spaces.find(isId(ref) ? { id: ref } : { slug: ref });
  if (!space || (space.archived && !maySeeArchived(caller)))
    throw new Refusal("not_found", "There is no such space.", { field: "spaceId" });
  return space;
}

const isId = (ref: SpaceRef): ref is SpaceId => SpaceId.safeParse(ref).success;
