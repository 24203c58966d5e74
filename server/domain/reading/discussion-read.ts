import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { admit } from "#server/domain/load.ts";
import { audienceOf, discussionFor, roleIn } from "#server/domain/permissions.ts";
import type { State } from "#server/domain/state.ts";
import { touch, untouched } from "#server/domain/touched.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Audience } from "#shared/model.ts";
import { changesFor } from "./changes.ts";
import { editionOf } from "./edition.ts";
import { snapshotFor, viewerOf } from "./snapshot.ts";

export async function readDiscussion(
  deps: Deps,
  caller: Caller,
  input: Input<"discussion:read">,
): Promise<Output<"discussion:read">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const served = await deps.serving.read(id);
  discussionFor(served.state, caller.actor);
  return snapshotOf(deps, caller, id, served);
}

type Served = Awaited<ReturnType<Deps["serving"]["read"]>>;

/** Asked by somebody who may read the discussion. */
function snapshotOf(deps: Deps, { actor }: Caller, id: DiscussionId, served: Served) {
  const make = () => snapshotFor(deps, actor, served);
  if (actor.kind !== "visitor") return make();
  return deps.library.forVisitors.snapshots.get(`${id} ${served.head}`, make);
}

/** All that happened in `(since, head]`, as the caller may see it now. */
async function missedBy(
  deps: Deps,
  { actor }: Caller,
  id: DiscussionId,
  { state, head }: Served,
  since: number,
): Promise<Joined> {
  const touched = untouched();
  for (const entry of await deps.store.log.read(id, since, limits.replayEntries))
    touch(touched, entry);
  const viewer = viewerOf(state, actor);
  const changes = await changesFor(deps.library, state, touched, since, viewer);
  const epoch = editionOf(deps.store.epoch, id);
  return { mode: "delta", discussionId: id, epoch, head, viewer, changes, windows: [] };
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
  const make = async (): Promise<Joined> =>
    continued
      ? missedBy(deps, caller, id, served, since)
      : { mode: "snapshot", ...(await snapshotOf(deps, caller, id, served)) };
  if (caller.actor.kind !== "visitor") return make();
  return deps.library.forVisitors.joins.get(`${id} ${continued ? since : ""} ${head}`, make);
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
