import { trusted } from "mongoose";
import type { Drafts, KeptDraft } from "#server/domain/store.ts";
import type { Models } from "./models.ts";
import { isDuplicate, reach } from "./reach.ts";

const keyOf = ({ discussionId, userId, place }: Omit<KeptDraft, "row" | "version">): string =>
  `${discussionId} ${userId} ${place}`;
const fields = { _id: 0, discussionId: 1, userId: 1, place: 1, version: 1, row: 1 } as const;

export const mongoDrafts = ({ drafts }: Models): Drafts => ({
  async put(draft, before) {
    const _id = keyOf(draft);
    if (before !== null) {
      const { row, version } = draft;
      const done = await reach(() =>
        drafts.updateOne({ _id, version: before }, { $set: { row, version } }),
      );
      return done.matchedCount === 1;
    }
    try {
      await reach(() => drafts.insertMany([{ _id, ...draft }], { lean: true }));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  },

  of: (discussionId, userId) =>
    reach(() =>
      drafts.find({ discussionId, userId }, fields).sort({ place: 1 }).lean<KeptDraft[]>(),
    ),

  async drop(where, version) {
    await reach(() => drafts.deleteOne({ _id: keyOf(where), version }));
  },

  scan(discussionId, after, limit) {
    const above = after ? { _id: trusted({ $gt: keyOf(after) }) } : {};
    return reach(() =>
      drafts
        .find({ discussionId, ...above }, fields)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<KeptDraft[]>(),
    );
  },
});
