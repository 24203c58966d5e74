import type { Vote, Votes } from "#server/domain/store.ts";
import { chunks } from "#server/store/portions.ts";
import type { PostId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

export const sqliteVotes = (db: Connection): Votes => ({
  put: ({ discussionId, postId, userId }, on) =>
    db.write(() => {
      if (on) db.run("insert or ignore into vote values (?, ?, ?)", [discussionId, postId, userId]);
      else
        db.run("delete from vote where discussion_id = ? and post_id = ? and user_id = ?", [
          ...[discussionId, postId, userId],
        ]);
    }),

  of: (discussionId, userId) =>
    db.read(() =>
      db
        .rows<{ id: PostId }>(
          "select post_id as id from vote where discussion_id = ? and user_id = ?",
          [discussionId, userId],
        )
        .map(({ id }) => id),
    ),

  async count(ids) {
    const found = new Map<PostId, number>();
    for (const some of chunks(ids)) {
      const counted = await db.read(() =>
        db.rows<{ id: PostId; n: number }>(
          `select post_id as id, count(*) as n from vote
           where post_id in (select value from json_each(?)) group by post_id`,
          [JSON.stringify(some)],
        ),
      );
      for (const { id, n } of counted) found.set(id, n);
    }
    return found;
  },

  scan: (discussionId, after, limit) =>
    db.read(() =>
      db.rows<Vote>(
        `select discussion_id as discussionId, post_id as postId, user_id as userId from vote
         where discussion_id = ? and (post_id, user_id) > (?, ?) order by post_id, user_id limit ?`,
        [discussionId, after?.postId ?? "", after?.userId ?? "", limit],
      ),
    ),
});
