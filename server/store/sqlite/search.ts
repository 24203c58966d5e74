import type { PostWords, Search } from "#server/domain/store.ts";
import { chunks } from "#server/store/portions.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

const rowSql = `insert into indexed (post_id, discussion_id, seq) values (?, ?, ?)
  on conflict (post_id) do update set seq = excluded.seq where indexed.seq < excluded.seq
  returning id`;
const levelSql = `insert into index_level (discussion_id, level) values (?, ?)
  on conflict (discussion_id) do update set level = excluded.level where index_level.level < excluded.level`;

/** An FTS5 table of words that are folded already, beside one that says which post each row is of. */
export const sqliteSearch = (db: Connection): Search => ({
  level: (discussionId) =>
    db.read(
      () =>
        db.row<{ level: number }>("select level from index_level where discussion_id = ?", [
          discussionId,
        ])?.level ?? 0,
    ),

  async put(discussionId, level, posts) {
    for (const some of chunks(posts))
      await db.write(() => {
        for (const post of some) putPost(db, discussionId, post);
      });
    await db.write(() => db.run(levelSql, [discussionId, level]));
  },

  async find(discussionId, beginnings) {
    const match = beginnings.map((word) => `"${word.replaceAll('"', '""')}"*`).join(" ");
    const found = await db.read(() =>
      db.rows<{ id: PostId }>(
        `select indexed.post_id as id from words join indexed on indexed.id = words.rowid
         where words match ? and indexed.discussion_id = ?`,
        [match, discussionId],
      ),
    );
    return found.map(({ id }) => id);
  },
});

function putPost(
  db: Connection,
  discussionId: DiscussionId,
  { postId, seq, words }: PostWords,
): void {
  const row = db.row<{ id: number }>(rowSql, [postId, discussionId, seq]);
  if (!row) return; // a newer one is there
  db.run("delete from words where rowid = ?", [row.id]);
  db.run("insert into words (rowid, folded) values (?, ?)", [row.id, words.join(" ")]);
}
