import { trusted } from "mongoose";
import type { Impression, Impressions } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { PostId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { unordered } from "./put-newer.ts";
import { duplicatesIn, reach } from "./reach.ts";

const portion = 200;
/** Of totals, which are small. */
const page = 500;

/** In the order of hours until the year 3110. */
const keyOf = ({ postId, hour }: Impression): string =>
  `${postId} ${String(hour).padStart(7, "0")}`;

/** What is added to a document, which is made where there is none. */
interface Addition {
  _id: string;
  count: number;
  about: object;
}
interface Target {
  bulkWrite(
    writes: { updateOne: { filter: object; update: object; upsert: boolean } }[],
    options: typeof unordered,
  ): PromiseLike<unknown>;
}

export const mongoImpressions = ({ impressions, impressionTotals }: Models): Impressions => ({
  async add(all) {
    const byPost = new Map<PostId, Addition>();
    const byHour = all.map((impression): Addition => {
      const { discussionId, postId, hour, count } = impression;
      const before = byPost.get(postId)?.count ?? 0;
      byPost.set(postId, { _id: postId, count: before + count, about: { discussionId } });
      return { _id: keyOf(impression), count, about: { discussionId, postId, hour } };
    });
    await increase(impressions, byHour);
    await increase(impressionTotals, byPost.values());
  },

  async totals(discussionId) {
    const rows = await paged(
      { after: null as PostId | null, limit: Number.POSITIVE_INFINITY },
      (after, size) => {
        const above = after ? { _id: trusted({ $gt: after }) } : {};
        return reach(() =>
          impressionTotals
            .find({ discussionId, ...above }, { count: 1 })
            .sort({ _id: 1 })
            .limit(size)
            .lean<{ _id: PostId; count: number }[]>(),
        );
      },
      ({ _id }) => _id,
      page,
    );
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  },

  scan(discussionId, after, limit) {
    const above = after ? { _id: trusted({ $gt: keyOf(after) }) } : {};
    return reach(() =>
      impressions
        .find({ discussionId, ...above }, { _id: 0, discussionId: 1, postId: 1, hour: 1, count: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Impression[]>(),
    );
  },
});

/** Of two that make the same document at once one is refused by its `_id`: then it is there to be added to. */
async function increase(model: Target, additions: Iterable<Addition>): Promise<void> {
  for (const some of chunks(additions, portion)) {
    const refused = await increaseOnce(model, some, true);
    const again = refused.flatMap((i) => some[i] ?? []);
    if (again.length > 0) await increaseOnce(model, again, false);
  }
}

async function increaseOnce(
  model: Target,
  additions: readonly Addition[],
  upsert: boolean,
): Promise<number[]> {
  const writes = additions.map(({ _id, count, about }) => ({
    updateOne: {
      filter: { _id },
      update: { $inc: { count }, ...(upsert ? { $setOnInsert: about } : {}) },
      upsert,
    },
  }));
  try {
    await reach(() => model.bulkWrite(writes, unordered));
    return [];
  } catch (error) {
    return duplicatesIn(error);
  }
}
