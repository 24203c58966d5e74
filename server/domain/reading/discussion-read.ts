import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { admit } from "#server/domain/load.ts";
import { audienceOf, discussionFor, roleIn } from "#server/domain/permissions.ts";
import type { ServedState } from "#server/domain/serving.ts";
import type { State } from "#server/domain/state.ts";
import { type Touched, touch, untouched } from "#server/domain/touched.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Audience } from "#shared/model.ts";
import { changesFor } from "./changes.ts";
import { editionOf } from "./edition.ts";
import { withShared } from "./shared-changes.ts";
import { snapshotFor, viewerOf } from "./snapshot.ts";
import { anybody, type Viewer } from "./visibility.ts";

export async function readDiscussion(
  deps: Deps,
  { actor }: Caller,
  input: Input<"discussion:read">,
): Promise<Output<"discussion:read">> {
  const id = await discussionIdOf(deps, input.discussionId);
  return snapshotFor(deps, actor, await deps.serving.read(id));
}

/** All that happened in `(since, head]`, as the caller may see it now. Many who come back at once missed the same. */
async function missedBy(
  deps: Deps,
  { actor }: Caller,
  id: DiscussionId,
  { state, head }: ServedState,
  since: number,
): Promise<Joined> {
  const { library, store } = deps;
  const span = `${id} ${since} ${head}`;
  const touched = await library.shared.touched.get(span, async () => {
    const all = untouched();
    for (const entry of await store.log.read(id, since, limits.replayEntries)) touch(all, entry);
    return all;
  });
  const viewer = viewerOf(state, actor);
  const changesAs = (eyes: Viewer) => changesFor(library, state, touched, since, eyes);
  const isOfThePublic = viewer.audience === "public" && !concerns(touched, state, viewer.userId);
  const changes = isOfThePublic
    ? withShared([], await library.shared.changes.get(span, () => changesAs(anybody)))
    : await changesAs(viewer);
  const epoch = editionOf(store.epoch, id);
  return { mode: "delta", discussionId: id, epoch, head, viewer, windows: [], changes };
}

/** Whether somebody of the public may be told other things of this than everybody. */
function concerns(touched: Touched, state: State, userId: UserId | null): boolean {
  if (userId === null) return false;
  if (touched.members.has(userId) || touched.accepted.has(userId)) return true;
  return [...touched.posts].some((postId) => state.posts.get(postId)?.authorId === userId);
}

/** What the caller missed, or a snapshot when that is too much, or when what it holds is of another log or another reading. */
export async function joinDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:join">,
): Promise<Joined> {
  const id = await discussionIdOf(deps, input.discussionId);
  const { since } = input;
  // Who followed on another process may know more than this one has read yet.
  if (since !== null && since > (await deps.serving.state(id)).seq) await deps.serving.latest(id);
  const { state } = await deps.serving.read(id);
  discussionFor(state, caller.actor);
  if (caller.rooms) admit(deps.load(), roleIn(state, caller.actor));
  // Permission first, then the room, then the read: what happens in between comes twice and is put once.
  const audience = await enter(caller, id, state);
  const { head } = await deps.serving.read(id);
  const continued =
    since !== null &&
    input.epoch === editionOf(deps.store.epoch, id) &&
    since <= head &&
    head - since <= limits.replayEntries &&
    (input.audience ?? audience) === audience;
  const served = { state, head };
  if (continued) return missedBy(deps, caller, id, served, since);
  return { mode: "snapshot", ...(await snapshotFor(deps, caller.actor, served)) };
}

/** Into the room of the reader's audience, which is returned. */
async function enter({ rooms, actor }: Caller, id: DiscussionId, state: State): Promise<Audience> {
  const audience = audienceOf(roleIn(state, actor));
  await rooms?.enter(id, audience);
  const present = audienceOf(roleIn(state, actor));
  // A role changed on the way in: it may have been told before there was anybody in the room to hear it.
  if (present !== audience) await rooms?.enter(id, present);
  return present;
}

export async function leaveDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:leave">,
): Promise<Output<"discussion:leave">> {
  caller.rooms?.leave(await discussionIdOf(deps, input.discussionId));
  return {};
}
