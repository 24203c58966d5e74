import type { Impression, Impressions } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { PostId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

export const sqliteImpressions = (db: Connection): Impressions => ({
  async add(impressions) {
    for (const some of chunks(impressions))
      await db.write(() => {
        for (const { discussionId, postId, hour, count } of some) {
          db.run(
            `insert into impression (discussion_id, post_id, hour, count) values (?, ?, ?, ?)
             on conflict (discussion_id, post_id, hour) do update set count = impression.count + excluded.count`,
            [discussionId, postId, hour, count],
          );
          db.run(
            `insert into impression_total (discussion_id, post_id, count) values (?, ?, ?)
             on conflict (discussion_id, post_id) do update set count = impression_total.count + excluded.count`,
            [discussionId, postId, count],
          );
        }
      });
  },

  async totals(discussionId) {
    const rows = await paged(
      { after: "", limit: Number.POSITIVE_INFINITY },
      (after, size) =>
        db.read(() =>
          db.rows<{ postId: PostId; count: number }>(
            `select post_id as postId, count from impression_total
             where discussion_id = ? and post_id > ? order by post_id limit ?`,
            [discussionId, after, size],
          ),
        ),
      ({ postId }) => postId,
    );
    return new Map(rows.map(({ postId, count }) => [postId, count]));
  },

  scan: (discussionId, after, limit) =>
    db.read(() =>
      db.rows<Impression>(
        `select discussion_id as discussionId, post_id as postId, hour, count from impression
         where discussion_id = ? and (post_id, hour) > (?, ?) order by post_id, hour limit ?`,
        [discussionId, after?.postId ?? "", after?.hour ?? 0, limit],
      ),
    ),
});
