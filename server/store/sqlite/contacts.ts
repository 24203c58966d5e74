import type { Contact, ContactExport, ContactGive, Contacts } from "#server/domain/store.ts";
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

  ofUser: (userId, limit) =>
    db.read(() =>
      db.rows<Contact>(
        `select ${columns} from contact where user_id = ? order by discussion_id desc limit ?`,
        [userId, limit],
      ),
    ),

  putGive: ({ discussionId, userId, commandId }) =>
    db.write(() => {
      db.run("insert or ignore into contact_give values (?, ?, ?)", [
        ...[discussionId, userId, commandId],
      ]);
    }),

  hasGive: ({ discussionId, userId, commandId }) =>
    db.read(
      () =>
        db.row<{ n: number }>(
          `select count(*) as n from contact_give
           where discussion_id = ? and user_id = ? and command_id = ?`,
          [discussionId, userId, commandId],
        )?.n === 1,
    ),

  scanGives: (discussionId, after, limit) =>
    db.read(() =>
      db.rows<ContactGive>(
        `select discussion_id as discussionId, user_id as userId, command_id as commandId
         from contact_give where discussion_id = ? and (user_id, command_id) > (?, ?)
         order by user_id, command_id limit ?`,
        [discussionId, after?.userId ?? "", after?.commandId ?? "", limit],
      ),
    ),

  addExport: ({ id, discussionId, by, at, contacts, reason }) =>
    db.write(() => {
      db.run("insert or ignore into contact_export values (?, ?, ?, ?, ?, ?)", [
        ...[id, discussionId, by, at, contacts, reason],
      ]);
    }),

  countExports: (discussionId) =>
    db.read(
      () =>
        db.row<{ n: number }>("select count(*) as n from contact_export where discussion_id = ?", [
          discussionId,
        ])?.n ?? 0,
    ),

  exports: (discussionId, before, limit) =>
    db.read(() =>
      db.rows<ContactExport>(
        `select id, discussion_id as discussionId, by, at, contacts, reason from contact_export
         where discussion_id = ? and (? is null or id < ?) order by id desc limit ?`,
        [discussionId, before, before, limit],
      ),
    ),
});
