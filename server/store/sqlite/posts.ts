import type { PostRow } from "#server/domain/state.ts";
import type { Posts, Support } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { Connection, Value } from "./connection.ts";

type SupportRow = Support & { post_id: PostId };
const supportOf = ({ agree, disagree, pass }: SupportRow): Support => ({ agree, disagree, pass });

export const sqlitePosts = (db: Connection): Posts => ({ ...rowsOf(db), ...supportPart(db) });

type SupportPart = Pick<Posts, "support" | "putSupport" | "scanSupport">;

/** Where a query might as well go through the whole discussion in order, it names its index: SQLite knows no figures here. */
function rowsOf(db: Connection): Omit<Posts, keyof SupportPart> {
  const rows = (sql: string, params: Value[]): Promise<PostRow[]> =>
    db.read(() => db.rows<{ row: string }>(sql, params).map(({ row }): PostRow => JSON.parse(row)));

  return {
    page: ({ discussionId, questionId, audience, before, limit }) =>
      rows(audience === "public" ? publicPage : wholePage, [
        ...[discussionId, questionId, before ?? Number.MAX_SAFE_INTEGER, limit],
      ]),

    pinned: (discussionId, questionId) =>
      rows(
        `select row from post where discussion_id = ? and question_id = ? and pinned is not null
         order by pinned`,
        [discussionId, questionId],
      ),

    unpublishedOf: (discussionId, authorId, limit) =>
      rows(
        `select row from post indexed by post_unpublished
         where discussion_id = ? and author_id = ? and published = 0 order by "order" desc limit ?`,
        [discussionId, authorId, limit],
      ),

    async get(discussionId, ids) {
      const found: PostRow[] = [];
      for (const some of chunks(ids)) {
        const sql = `select row from post indexed by post_id
          where id in (select value from json_each(?)) and discussion_id = ?`;
        for (const row of await rows(sql, [JSON.stringify(some), discussionId])) found.push(row);
      }
      return found;
    },

    discussionOf: (id) =>
      db.read(
        () =>
          db.row<{ id: DiscussionId }>("select discussion_id as id from post where id = ?", [id])
            ?.id ?? null,
      ),

    scan: (discussionId, after, limit) =>
      paged(
        { after, limit },
        (from, size) =>
          rows(
            `select row from post where discussion_id = ? and "order" > ? order by "order" limit ?`,
            [discussionId, from, size],
          ),
        (row) => row.order,
      ),
  };
}

function supportPart(db: Connection): SupportPart {
  return {
    async support(ids) {
      const found = new Map<PostId, Support>();
      for (const some of chunks(ids)) {
        const totals = await db.read(() =>
          db.rows<SupportRow>(
            "select * from support where post_id in (select value from json_each(?))",
            [JSON.stringify(some)],
          ),
        );
        for (const row of totals) found.set(row.post_id, supportOf(row));
      }
      return found;
    },

    async putSupport(discussionId, totals) {
      for (const some of chunks([...totals]))
        await db.write(() => {
          for (const [id, { agree, disagree, pass }] of some)
            db.run("insert or replace into support values (?, ?, ?, ?, ?)", [
              ...[id, discussionId, agree, disagree, pass],
            ]);
        });
    },

    async scanSupport(discussionId) {
      const totals = await paged<SupportRow, string>(
        { after: "", limit: Number.POSITIVE_INFINITY },
        (from, size) =>
          db.read(() =>
            db.rows<SupportRow>(
              `select * from support where discussion_id = ? and post_id > ?
               order by post_id limit ?`,
              [discussionId, from, size],
            ),
          ),
        (row) => row.post_id,
      );
      return new Map(totals.map((row) => [row.post_id, supportOf(row)]));
    },
  };
}

const page = (where: string): string => `
  select row from post where discussion_id = ? and question_id = ? and "order" < ? ${where}
  order by "order" desc limit ?`;
const wholePage = page("");
const publicPage = page("and public = 1");
