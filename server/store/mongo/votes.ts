import { trusted } from "mongoose";
import type { Vote, Votes } from "#server/domain/store.ts";
import { chunks } from "#server/store/portions.ts";
import type { PostId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { duplicatesIn, reach } from "./reach.ts";

const portion = 200;
const keyOf = ({ postId, userId }: Vote): string => `${postId} ${userId}`;

export const mongoVotes = ({ votes }: Models): Votes => ({
  async put(vote, on) {
    const _id = keyOf(vote);
    if (!on) await reach(() => votes.deleteOne({ _id }));
    else
      await reach(() => votes.insertMany([{ _id, ...vote }], { ordered: false, lean: true })).catch(
        duplicatesIn, // it was given before
      );
  },

  async of(discussionId, userId) {
    const found = await reach(() =>
      votes.find({ discussionId, userId }, { postId: 1 }).lean<{ postId: PostId }[]>(),
    );
    return found.map(({ postId }) => postId);
  },

  async count(ids) {
    const found = new Map<PostId, number>();
    for (const some of chunks(ids, portion)) {
      const counted = await reach(() =>
        votes.aggregate<{ _id: PostId; n: number }>([
          { $match: { postId: { $in: [...some] } } },
          { $group: { _id: "$postId", n: { $sum: 1 } } },
        ]),
      );
      for (const { _id, n } of counted) found.set(_id, n);
    }
    return found;
  },

  async scan(discussionId, after, limit) {
    const above = after ? { _id: trusted({ $gt: keyOf(after) }) } : {};
    const found = await reach(() =>
      votes
        .find({ discussionId, ...above })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Vote[]>(),
    );
    return found.map(({ discussionId: id, postId, userId }) => ({
      discussionId: id,
      postId,
      userId,
    }));
  },
});
