import type { Telling } from "#server/domain/deps.ts";
import type { Step } from "#server/domain/follower.ts";
import { audienceOf } from "#server/domain/permissions.ts";
import type { State } from "#server/domain/state.ts";
import { untouched } from "#server/domain/touched.ts";
import type { UserId } from "#shared/ids.ts";
import { changesFor } from "./changes.ts";
import { editionOf } from "./edition.ts";
import type { Library } from "./library.ts";
import { anybody, anyModerator, concernsAuthorAlone } from "./visibility.ts";

/** What a step of the log means: one message per audience, and apart from it what concerns single people. */
export async function tellingOf(
  deps: { library: Library; epoch: string },
  state: State,
  { from, to, touched }: Step,
): Promise<Telling> {
  const { library } = deps;
  const discussionId = state.discussion?.id;
  if (!discussionId) throw new Error("A discussion's first entry creates it.");
  const epoch = editionOf(deps.epoch, discussionId);
  const alone = new Map<UserId, ReturnType<typeof untouched>>();
  const about = (userId: UserId) => {
    const role = state.members.get(userId)?.role ?? "participant";
    if (audienceOf(role) === "moderators") return null; // they hear it as moderators
    const mine = alone.get(userId) ?? untouched();
    alone.set(userId, mine);
    return mine;
  };
  for (const id of touched.posts) {
    const post = state.posts.get(id);
    if (post && concernsAuthorAlone(post)) about(post.authorId)?.posts.add(id);
  }
  for (const id of [...touched.members, ...touched.accepted]) about(id)?.members.add(id);

  const [everybody, moderators, ...personal] = await Promise.all([
    changesFor(library, state, touched, from, anybody),
    changesFor(library, state, touched, from, anyModerator),
    ...[...alone].map(async ([userId, mine]) => ({
      userId,
      changes: (
        await changesFor(library, state, mine, from, { audience: "public", userId })
      ).filter(({ kind }) => kind !== "counts"),
    })),
  ]);
  return {
    discussionId,
    personal: personal.filter(({ changes }) => changes.length > 0),
    feed: {
      public: { discussionId, epoch, from, to, changes: everybody },
      moderators: { discussionId, epoch, from, to, changes: moderators },
    },
    roles: [...touched.roles],
  };
}
