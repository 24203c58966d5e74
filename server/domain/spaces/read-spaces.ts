import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import { listPage } from "#server/domain/reading/summaries.ts";
import { instant } from "#server/domain/reading/views.ts";
import type { Space } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionRef, SpaceId } from "#shared/ids.ts";
import type { SpaceSummary } from "#shared/model.ts";
import { maySeeArchived, namedSpace } from "./named-space.ts";

export async function listSpaces(
  deps: Deps,
  caller: Caller,
  { discussionId }: Input<"space:list">,
): Promise<Output<"space:list">> {
  const among = discussionId ? await spacesOf(deps, caller, discussionId) : null;
  if (among?.size === 0) return { spaces: [] };
  const spaces = (await deps.store.spaces.all()).filter(
    ({ id, archived }) =>
      (among === null || among.has(id)) && (!archived || maySeeArchived(caller)),
  );
  return { spaces: spaces.map(summaryOf) };
}

/** Where a draft is listed is told to those who may know of it. */
async function spacesOf(deps: Deps, caller: Caller, ref: DiscussionRef): Promise<Set<SpaceId>> {
  const id = await discussionIdOf(deps, ref);
  discussionFor(await deps.serving.state(id), caller.actor);
  return new Set(await deps.store.spaces.of(id));
}

export async function readSpace(
  deps: Deps,
  caller: Caller,
  { spaceId, ...asked }: Input<"space:read">,
): Promise<Output<"space:read">> {
  const space = await namedSpace(deps, caller, spaceId);
  const view = { ...summaryOf(space), about: space.about, createdAt: instant(space.createdAt) };
  return { space: view, ...(await listPage(deps, caller, space.id, asked)) };
}

const summaryOf = ({ id, slug, title, archived, version }: Space): SpaceSummary => ({
  ...{ id, slug, title, archived, version },
});
