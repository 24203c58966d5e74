import type { Deps } from "#server/domain/deps.ts";
import { hostTextsAt } from "#server/domain/reading/host-texts.ts";
import type { State } from "#server/domain/state.ts";
import type { DiscussionId, FileId } from "#shared/ids.ts";

/** Deletes files that nothing has any more: what was taken off a post, or withdrawn with it, is nobody's to be handed out again. */
export async function letGo(
  deps: Deps,
  discussionId: DiscussionId,
  ids: readonly FileId[],
): Promise<void> {
  if (ids.length === 0) return;
  const held = await heldIn(deps, await deps.serving.latest(discussionId));
  const free = ids.filter((id) => !held.has(id));
  if (free.length === 0) return;
  await deps.store.files.release(free);
  // A post that takes one up at this very moment keeps it.
  for (const id of free) await deps.store.files.drop(id);
}

async function heldIn({ library }: Deps, state: State): Promise<Set<FileId>> {
  const held = new Set<FileId>();
  for (const [, { files, state: is }] of state.posts.entries())
    if (is !== "withdrawn" && is !== "removed") for (const id of files?.ids ?? []) held.add(id);
  const { documents } = await hostTextsAt(library, state.discussion?.textId);
  for (const { file } of documents) held.add(file.id);
  return held;
}
