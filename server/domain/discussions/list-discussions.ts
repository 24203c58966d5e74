import { signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { makeCursor, readCursor } from "#server/domain/reading/cursor.ts";
import { instant, viewDiscussion } from "#server/domain/reading/views.ts";
import type { ListedDiscussion } from "#server/domain/store.ts";
import type { Input, Output } from "#shared/commands.ts";
import { DiscussionId } from "#shared/ids.ts";
import type { DiscussionSummary } from "#shared/model.ts";

/** Drafts are listed for admins only. */
export async function listDiscussions(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:list">,
): Promise<Output<"discussion:list">> {
  const drafts = caller.actor.kind === "account" && caller.actor.admin;
  const limit = input.limit ?? 20;
  const list = `discussions ${drafts}`;
  const [createdAt, id] = input.before
    ? readCursor(deps.secret, list, input.before).split(" ")
    : [];
  const before =
    createdAt && id ? { createdAt: Number(createdAt), id: DiscussionId.parse(id) } : null;
  const rows = await deps.store.discussions.list({ before, limit: limit + 1, drafts });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    discussions: await summaries(deps, shown),
    older: last ? makeCursor(deps.secret, list, `${last.row.createdAt} ${last.row.id}`) : null,
  };
}

/** Where a host finds what nobody else may know of. */
export async function listDrafts(deps: Deps, caller: Caller): Promise<Output<"discussion:drafts">> {
  const { userId } = signedIn(caller);
  return { discussions: await summaries(deps, await deps.store.discussions.draftsOf(userId, 100)) };
}

const summaries = (
  { library }: Deps,
  found: readonly ListedDiscussion[],
): Promise<DiscussionSummary[]> =>
  Promise.all(
    found.map(async ({ row, questions, posts }) => {
      const { title, aim } = await viewDiscussion(library, row);
      const { id, slug, phase, languages } = row;
      const opensAt = row.opensAt === null ? null : instant(row.opensAt);
      const closesAt = row.closesAt === null ? null : instant(row.closesAt);
      return { id, slug, phase, opensAt, closesAt, languages, title, aim, questions, posts };
    }),
  );
