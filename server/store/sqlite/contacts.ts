import type { Contact, Contacts } from "#server/domain/store.ts";
import type { Connection } from "./connection.ts";

const columns =
  "discussion_id as discussionId, user_id as userId, consented_at as consentedAt, text_id as textId";

export const sqliteContacts = (db: Connection): Contacts => ({
  put: ({ discussionId, userId, consentedAt, textId }) =>
    db.write(() => {
      db.run("insert or replace into contact values (?, ?, ?, ?)", [
        ...[discussionId, userId, consentedAt, textId],
      ]);
    }),

  of: (discussionId, userId) =>
    db.read(
      () =>
        db.row<Contact>(`select ${columns} from contact where discussion_id = ? and user_id = ?`, [
          discussionId,
          userId,
        ]) ?? null,
    ),

  drop: (discussionId, userId) =>
    db.write(() => {
      db.run("delete from contact where discussion_id = ? and user_id = ?", [discussionId, userId]);
    }),

  count: (discussionId) =>
    db.read(
      () =>
        db.row<{ n: number }>("select count(*) as n from contact where discussion_id = ?", [
          discussionId,
        ])?.n ?? 0,
    ),

  scan: (discussionId, after, limit) =>
    db.read(() =>
      db.rows<Contact>(
        `select ${columns} from contact
         where discussion_id = ? and user_id > ? order by user_id limit ?`,
        [discussionId, after ?? "", limit],
      ),
    ),
});
