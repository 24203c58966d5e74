import type { Caller, Deps } from "#server/domain/deps.ts";
import type { ListedDiscussion } from "#server/domain/store.ts";
import type { Output } from "#shared/commands.ts";
import { DiscussionId, type SpaceId } from "#shared/ids.ts";
import type { DiscussionSummary } from "#shared/model.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { instant, viewDiscussion } from "./views.ts";

interface Asked {
  before?: string | null | undefined;
  limit?: number | undefined;
}

/** A page of the site's discussions, or of a space's, newest first. Drafts are listed for admins only. */
export async function listPage(
  deps: Deps,
  { actor }: Caller,
  spaceId: SpaceId | null,
  input: Asked,
): Promise<Output<"discussion:list">> {
  const drafts = actor.kind === "account" && actor.admin;
  const limit = input.limit ?? 20;
  const list = spaceId ? `discussions ${drafts} ${spaceId}` : `discussions ${drafts}`;
  const [createdAt, id] = input.before
    ? readCursor(deps.secret, list, input.before).split(" ")
    : [];
  const before =
    createdAt && id ? { createdAt: Number(createdAt), id: DiscussionId.parse(id) } : null;
  const query = { before, limit: limit + 1, drafts, spaceId };
  const rows = await deps.store.discussions.list(query);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    discussions: await summaries(deps, shown),
    older: last ? makeCursor(deps.secret, list, `${last.row.createdAt} ${last.row.id}`) : null,
  };
}

export const summaries = (
  { library }: Deps,
  found: readonly ListedDiscussion[],
): Promise<DiscussionSummary[]> =>
  Promise.all(
    found.map(async ({ row, questions, posts }) => {
      const { title, aim, template } = await viewDiscussion(library, row);
      const { id, slug, phase, languages } = row;
      const opensAt = row.opensAt === null ? null : instant(row.opensAt);
      const closesAt = row.closesAt === null ? null : instant(row.closesAt);
      return {
        ...{ id, slug, phase, opensAt, closesAt, languages, title, aim, questions, posts },
        template,
      };
    }),
  );
