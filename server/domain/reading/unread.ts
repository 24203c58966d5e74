import { discussionIdOf, signedIn } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import type { PostRow } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { viewerOf } from "./snapshot.ts";
import { sight } from "./visibility.ts";

const saidAt = ({ said, order }: PostRow): number => said ?? order;

/** Beside the log: how far somebody has read decides nothing, and nobody else is told. */
export async function markSeen(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, seq }: Input<"discussion:seen">,
): Promise<Output<"discussion:seen">> {
  const actor = signedIn(caller);
  const id = await discussionIdOf(deps, ref);
  const known = await deps.serving.state(id);
  // Who reads on another process may know more than this one has read yet; nobody has read what isn't there.
  const state = seq > known.seq ? await deps.serving.latest(id) : known;
  discussionFor(state, actor);
  const { marks } = deps.store;
  await marks.put({ discussionId: id, userId: actor.userId, seq: Math.min(seq, state.seq) });
  return { seen: (await marks.of(id, actor.userId)) ?? 0 };
}

export async function listUnread(
  deps: Deps,
  { actor }: Caller,
  input: Input<"discussion:unread">,
): Promise<Output<"discussion:unread">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const { state } = await deps.serving.read(id);
  discussionFor(state, actor);
  const viewer = viewerOf(state, actor);
  const seen = viewer.userId && (await deps.store.marks.of(id, viewer.userId));
  const since = input.since ?? seen;
  if (since === null) return { seen, posts: [], total: 0 };
  const unread: PostRow[] = [];
  for (const [, row] of state.posts.entries())
    if (saidAt(row) > since && row.state === "published" && row.authorId !== viewer.userId)
      if (sight(row, viewer) === "whole") unread.push(row);
  unread.sort((a, b) => saidAt(a) - saidAt(b));
  return {
    seen,
    posts: unread
      .slice(0, limits.pageMax)
      .map((row) => ({ id: row.id, questionId: row.questionId, said: saidAt(row) })),
    total: unread.length,
  };
}
