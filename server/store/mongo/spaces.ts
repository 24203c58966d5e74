import { trusted } from "mongoose";
import type { Space, Spaces } from "#server/domain/store.ts";
import type { DiscussionId, SpaceId } from "#shared/ids.ts";
import type { Models, SpaceDocument } from "./models.ts";
import { isDuplicate, reach } from "./reach.ts";

const rowOnly = { _id: 0, row: 1 } as const;
interface Kept {
  row: Space;
}
const documentOf = (row: Space): SpaceDocument => {
  const { id, slug, made, version } = row;
  return { _id: id, slug, by: made.by, commandId: made.commandId, version, row };
};

export function mongoSpaces({ spaces, listings }: Models): Spaces {
  const one = async (filter: Partial<SpaceDocument>): Promise<Space | null> =>
    (await reach(() => spaces.findOne(filter, rowOnly).lean<Kept>()))?.row ?? null;

  return {
    async add(space) {
      const { by, commandId } = space.made;
      try {
        await reach(() => spaces.insertMany([documentOf(space)], { lean: true }));
        return space;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await one({ by, commandId })) ?? "slug_taken";
      }
    },

    async put(row) {
      const { id, version } = row;
      const done = await reach(() =>
        spaces.updateOne({ _id: id, version: version - 1 }, { $set: { version, row } }),
      );
      return done.matchedCount === 1;
    },

    find: (ref) => one("id" in ref ? { _id: ref.id } : { slug: ref.slug }),

    async all() {
      const kept = await reach(() => spaces.find({}, rowOnly).sort({ _id: 1 }).lean<Kept[]>());
      return kept.map(({ row }) => row);
    },

    async list(spaceId, discussionId, on) {
      const _id = `${spaceId} ${discussionId}`;
      if (!on) {
        await reach(() => listings.deleteOne({ _id }));
        return;
      }
      try {
        await reach(() => listings.insertMany([{ _id, spaceId, discussionId }], { lean: true }));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async of(discussionId) {
      const found = await reach(() =>
        listings.find({ discussionId }).sort({ spaceId: 1 }).lean<{ spaceId: SpaceId }[]>(),
      );
      return found.map(({ spaceId }) => spaceId);
    },

    async scan(spaceId, after, limit) {
      const found = await reach(() =>
        listings
          .find({ spaceId, ...(after ? { discussionId: trusted({ $gt: after }) } : {}) })
          .sort({ discussionId: 1 })
          .limit(limit)
          .lean<{ discussionId: DiscussionId }[]>(),
      );
      return found.map(({ discussionId }) => discussionId);
    },
  };
}
