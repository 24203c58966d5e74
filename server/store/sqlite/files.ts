import type { Files, StoredFile } from "#server/domain/store.ts";
import type { FileId } from "#shared/ids.ts";
import type { Connection } from "./connection.ts";

/** What never changes, or changes once, is JSON. */
type Row = Omit<StoredFile, "received" | "kept">;
interface Line {
  row: string;
  received: number;
  kept: number;
}
const columns = "row, received, kept";
const read = ({ row, received, kept }: Line): StoredFile => {
  const known: Row = JSON.parse(row);
  return { ...known, received, kept: kept === 1 };
};

/** The rows of many pieces are read one at a time: a file may be larger than what one turn should take. */
export const sqliteFiles = (db: Connection): Files => {
  const one = (id: FileId): StoredFile | undefined => {
    const line = db.row<Line>(`select ${columns} from file where id = ?`, [id]);
    return line && read(line);
  };
  return {
    begin: (file) =>
      db.write(() => {
        const there = one(file.id);
        if (there) return there;
        const { received, kept, ...row } = file;
        db.run("insert into file values (?, ?, ?, ?, ?, ?, ?)", [
          ...[file.id, file.discussionId, file.ownerId, received, kept ? 1 : 0, file.at],
          JSON.stringify(row),
        ]);
        return file;
      }),

    get: (ids) => db.read(() => ids.flatMap((id) => one(id) ?? [])),

    append: (id, from, piece) =>
      db.write(() => {
        const file = one(id);
        if (!file) return null;
        if (file.received !== from || piece.length === 0) return file.received;
        const received = from + piece.length;
        db.run("insert into piece values (?, ?, ?)", [id, from, piece]);
        db.run("update file set received = ? where id = ?", [received, id]);
        return received;
      }),

    piece: (id, from) =>
      db.read(() => {
        const found = db.row<{ bytes: ArrayBuffer }>(
          "select bytes from piece where file_id = ? and begins = ?",
          [id, from],
        );
        return found ? new Uint8Array(found.bytes) : null;
      }),

    find: (id, found) =>
      db.write(() => {
        const file = one(id);
        if (!file) return;
        const { received: _, kept: __, ...row } = { ...file, found };
        db.run("update file set row = ? where id = ?", [JSON.stringify(row), id]);
      }),

    keep: (ids) =>
      db.write(() => {
        if (ids.some((id) => !one(id))) return false;
        for (const id of ids) db.run("update file set kept = 1 where id = ?", [id]);
        return true;
      }),

    release: (ids) =>
      db.write(() => {
        for (const id of ids) db.run("update file set kept = 0 where id = ?", [id]);
      }),

    looseOf: (discussionId, ownerId) =>
      db.read(() =>
        db
          .rows<Line>(
            `select ${columns} from file where discussion_id = ? and owner_id = ? and kept = 0`,
            [discussionId, ownerId],
          )
          .map(read),
      ),

    looseBefore: (time, limit) =>
      db.read(() =>
        db
          .rows<{ id: FileId }>(
            "select id from file where kept = 0 and at < ? order by at limit ?",
            [...[time, limit]],
          )
          .map(({ id }) => id),
      ),

    drop: (id) =>
      db.write(() => {
        if (db.run("delete from file where id = ? and kept = 0", [id]) === 1)
          db.run("delete from piece where file_id = ?", [id]);
      }),

    scan: (discussionId, after, limit) =>
      db.read(() =>
        db
          .rows<Line>(
            `select ${columns} from file where discussion_id = ? and id > ? order by id limit ?`,
            [discussionId, after ?? "", limit],
          )
          .map(read),
      ),
  };
};
