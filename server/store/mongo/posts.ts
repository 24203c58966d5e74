import { trusted } from "mongoose";
import type { PostRow } from "#server/domain/state.ts";
import type { Posts, Support } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { Models } from "./models.ts";
import { unordered } from "./put-newer.ts";
import { duplicatesIn, reach } from "./reach.ts";

const portion = 200;
const scanPortion = 1_000;
const rowOnly = { _id: 0, row: 1 } as const;
type Rows = { row: PostRow }[];
type KeptSupport = Support & { _id: PostId };
const supportOf = ({ agree, disagree, pass }: KeptSupport): Support => ({ agree, disagree, pass });

export const mongoPosts = (models: Models): Posts => ({
  ...rowsOf(models),
  ...supportPart(models),
});

type SupportPart = Pick<Posts, "support" | "putSupport" | "scanSupport">;

function rowsOf({ posts }: Models): Omit<Posts, keyof SupportPart> {
  const rows = async (query: () => PromiseLike<Rows>): Promise<PostRow[]> =>
    (await reach(query)).map(({ row }) => row);

  return {
    page: ({ discussionId, questionId, audience, before, limit }) =>
      rows(() =>
        posts
          .find(
            {
              ...{ discussionId, questionId },
              ...(audience === "public" ? { public: true } : {}),
              ...(before === null ? {} : { order: trusted({ $lt: before }) }),
            },
            rowOnly,
          )
          .sort({ order: -1 })
          .limit(limit)
          .lean<Rows>(),
      ),

    pinned: (discussionId, questionId) =>
      rows(() =>
        posts
          .find({ discussionId, questionId, pinned: trusted({ $gt: 0 }) }, rowOnly)
          .sort({ pinned: 1 })
          .lean<Rows>(),
      ),

    unpublishedOf: (discussionId, authorId, limit) =>
      rows(() =>
        posts
          .find({ discussionId, authorId, published: false }, rowOnly)
          .sort({ order: -1 })
          .limit(limit)
          .lean<Rows>(),
      ),

    async get(discussionId, ids) {
      const found: PostRow[] = [];
      for (const some of chunks(ids, portion)) {
        const query = { _id: trusted({ $in: [...some] }), discussionId };
        for (const row of await rows(() => posts.find(query, rowOnly).lean<Rows>()))
          found.push(row);
      }
      return found;
    },

    async discussionOf(id) {
      const found = await reach(() =>
        posts.findById(id, { discussionId: 1 }).lean<{ discussionId: DiscussionId }>(),
      );
      return found?.discussionId ?? null;
    },

    scan: (discussionId, after, limit) =>
      paged(
        { after, limit },
        (from, size) =>
          rows(() =>
            posts
              .find({ discussionId, order: trusted({ $gt: from }) }, rowOnly)
              .sort({ order: 1 })
              .limit(size)
              .lean<Rows>(),
          ),
        (row) => row.order,
        scanPortion,
      ),
  };
}

function supportPart({ support: totals }: Models): SupportPart {
  return {
    async support(ids) {
      const found = new Map<PostId, Support>();
      for (const some of chunks(ids, portion)) {
        const kept = await reach(() =>
          totals.find({ _id: trusted({ $in: [...some] }) }).lean<KeptSupport[]>(),
        );
        for (const each of kept) found.set(each._id, supportOf(each));
      }
      return found;
    },

    async putSupport(discussionId, all) {
      for (const some of chunks([...all], portion)) {
        const writes = some.map(([_id, { agree, disagree, pass }]) => ({
          updateOne: {
            filter: { _id },
            update: { $set: { discussionId, agree, disagree, pass } },
            upsert: true,
          },
        }));
        const put = () => reach(() => totals.bulkWrite(writes, unordered));
        // Two that insert the same at once: the second time there is only something to change.
        await put().catch((error) => {
          duplicatesIn(error);
          return put();
        });
      }
    },

    async scanSupport(discussionId) {
      const kept = await paged<KeptSupport, PostId | null>(
        { after: null, limit: Number.POSITIVE_INFINITY },
        (from, size) =>
          reach(() =>
            totals
              .find({ discussionId, ...(from ? { _id: trusted({ $gt: from }) } : {}) })
              .sort({ _id: 1 })
              .limit(size)
              .lean<KeptSupport[]>(),
          ),
        ({ _id }) => _id,
      );
      return new Map(kept.map((each) => [each._id, supportOf(each)]));
    },
  };
}
