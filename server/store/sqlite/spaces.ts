import type { Space, Spaces } from "#server/domain/store.ts";
import type { DiscussionId, SpaceId } from "#shared/ids.ts";
import type { Connection, Value } from "./connection.ts";

interface JsonRow {
  row: string;
}
const parsed = ({ row }: JsonRow): Space => JSON.parse(row);

export function sqliteSpaces(db: Connection): Spaces {
  const one = (where: string, params: Value[]): Space | null => {
    const found = db.row<JsonRow>(`select row from space where ${where}`, params);
    return found ? parsed(found) : null;
  };

  return {
    add: (space) =>
      db.write(() => {
        const { id, slug, made, version } = space;
        const { by, commandId } = made;
        const first = one("created_by = ? and command_id = ?", [by, commandId]);
        if (first) return first;
        if (one("slug = ?", [slug])) return "slug_taken";
        db.run("insert into space values (?, ?, ?, ?, ?, ?)", [
          ...[id, slug, by, commandId, version, JSON.stringify(space)],
        ]);
        return space;
      }),

    put: (space) =>
      db.write(
        () =>
          db.run("update space set version = ?, row = ? where id = ? and version = ?", [
            ...[space.version, JSON.stringify(space), space.id, space.version - 1],
          ]) === 1,
      ),

    find: (ref) =>
      db.read(() => ("id" in ref ? one("id = ?", [ref.id]) : one("slug = ?", [ref.slug]))),

    all: () => db.read(() => db.rows<JsonRow>("select row from space order by id").map(parsed)),

    async list(spaceId, discussionId, on) {
      const sql = on
        ? "insert into listing values (?, ?) on conflict do nothing"
        : "delete from listing where space_id = ? and discussion_id = ?";
      await db.write(() => db.run(sql, [spaceId, discussionId]));
    },

    of: (discussionId) =>
      db.read(() =>
        db
          .rows<{ id: SpaceId }>(
            "select space_id as id from listing where discussion_id = ? order by space_id",
            [discussionId],
          )
          .map(({ id }) => id),
      ),

    scan: (spaceId, after, limit) =>
      db.read(() =>
        db
          .rows<{ id: DiscussionId }>(
            `select discussion_id as id from listing where space_id = ? and discussion_id > ?
             order by discussion_id limit ?`,
            [spaceId, after ?? "", limit],
          )
          .map(({ id }) => id),
      ),
  };
}
