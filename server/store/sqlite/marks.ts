import type { Mark, Marks } from "#server/domain/store.ts";
import type { Connection } from "./connection.ts";

export const sqliteMarks = (db: Connection): Marks => ({
  put: ({ discussionId, userId, seq }) =>
    db.write(() => {
      db.run(
        `insert into mark (discussion_id, user_id, seq) values (?, ?, ?)
         on conflict (discussion_id, user_id) do update set seq = excluded.seq
         where mark.seq < excluded.seq`,
        [discussionId, userId, seq],
      );
    }),

  of: (discussionId, userId) =>
    db.read(
      () =>
        db.row<{ seq: number }>("select seq from mark where discussion_id = ? and user_id = ?", [
          ...[discussionId, userId],
        ])?.seq ?? null,
    ),

  scan: (discussionId, after, limit) =>
    db.read(() =>
      db.rows<Mark>(
        `select discussion_id as discussionId, user_id as userId, seq from mark
         where discussion_id = ? and user_id > ? order by user_id limit ?`,
        [discussionId, after ?? "", limit],
      ),
    ),
});
