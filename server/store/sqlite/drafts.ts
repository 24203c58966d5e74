import type { Drafts, KeptDraft } from "#server/domain/store.ts";
import type { DiscussionId, UserId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

interface Line {
  discussionId: DiscussionId;
  userId: UserId;
  place: string;
  version: number;
  row: string;
}
const columns = "discussion_id as discussionId, user_id as userId, place, version, row";
const read = ({ row, ...line }: Line): KeptDraft => ({ ...line, row: JSON.parse(row) });

export const sqliteDrafts = (db: Connection): Drafts => ({
  put: ({ discussionId, userId, place, version, row }, before) =>
    db.write(() => {
      const there = db.row<{ version: number }>(
        "select version from draft where discussion_id = ? and user_id = ? and place = ?",
        [discussionId, userId, place],
      );
      if ((there?.version ?? null) !== before) return false;
      db.run("insert or replace into draft values (?, ?, ?, ?, ?)", [
        ...[discussionId, userId, place, version, JSON.stringify(row)],
      ]);
      return true;
    }),

  of: (discussionId, userId) =>
    db.read(() =>
      db
        .rows<Line>(
          `select ${columns} from draft where discussion_id = ? and user_id = ? order by place`,
          [discussionId, userId],
        )
        .map(read),
    ),

  drop: ({ discussionId, userId, place }, version) =>
    db.write(() => {
      db.run(
        "delete from draft where discussion_id = ? and user_id = ? and place = ? and version = ?",
        [discussionId, userId, place, version],
      );
    }),

  scan: (discussionId, after, limit) =>
    db.read(() =>
      db
        .rows<Line>(
          `select ${columns} from draft where discussion_id = ? and (user_id, place) > (?, ?)
           order by user_id, place limit ?`,
          [discussionId, after?.userId ?? "", after?.place ?? "", limit],
        )
        .map(read),
    ),
});
