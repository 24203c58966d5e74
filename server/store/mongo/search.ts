import { trusted } from "mongoose";
import type { Search } from "#server/domain/store.ts";
import type { PostId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { putNewer } from "./put-newer.ts";
import { reach } from "./reach.ts";

const levelOf = (discussionId: string): string => `words ${discussionId}`;
/** Above every character that a word is made of. */
const last = "\uffff";

/** A document for each post with its folded words, which an index has one by one. */
export const mongoSearch = ({ words, cursors }: Models): Search => ({
  async level(discussionId) {
    const found = await reach(() =>
      cursors.findById(levelOf(discussionId)).lean<{ seq: number }>(),
    );
    return found?.seq ?? 0;
  },

  async put(discussionId, level, posts) {
    await putNewer(
      words,
      posts.map(({ postId, seq, words: own }) => ({
        ...{ _id: postId, discussionId, seq, words: [...own] },
      })),
    );
    await putNewer(cursors, [{ _id: levelOf(discussionId), seq: level }]);
  },

  async find(discussionId, beginnings) {
    const each = beginnings.map((word) => ({
      words: trusted({ $elemMatch: { $gte: word, $lt: word + last } }),
    }));
    const found = await reach(() =>
      words.find({ discussionId, $and: trusted(each) }, { _id: 1 }).lean<{ _id: PostId }[]>(),
    );
    return found.map(({ _id }) => _id);
  },
});
