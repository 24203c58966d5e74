import type { StoredText, Texts } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { DiscussionId, TextId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

/** Texts weigh up to a few hundred kilobytes, so fewer of them go at a time. */
const portion = 50;

interface Row {
  id: TextId;
  discussion_id: DiscussionId;
  body: string;
  at: number;
}
const textOf = (row: Row): StoredText => ({
  id: row.id,
  discussionId: row.discussion_id,
  body: row.body,
  at: row.at,
});

export function sqliteTexts(db: Connection): Texts {
  return {
    async put(texts) {
      for (const some of chunks(texts, portion))
        await db.write(() => {
          for (const { id, discussionId, body, at } of some)
            db.run("insert into text values (?, ?, ?, ?) on conflict do nothing", [
              ...[id, discussionId, body, at],
            ]);
        });
    },

    async get(ids) {
      const found: StoredText[] = [];
      for (const some of chunks(ids, portion)) {
        const rows = await db.read(() =>
          db.rows<Row>("select * from text where id in (select value from json_each(?))", [
            JSON.stringify(some),
          ]),
        );
        for (const row of rows) found.push(textOf(row));
      }
      return found;
    },

    scan: (after, limit) =>
      paged<StoredText, string>(
        { after: after ?? "", limit },
        (from, size) =>
          db.read(() =>
            db
              .rows<Row>("select * from text where id > ? order by id limit ?", [from, size])
              .map(textOf),
          ),
        (text) => text.id,
        portion,
      ),
  };
}
