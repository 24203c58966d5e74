import type { Draft, Entry, Log } from "#server/domain/log.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { CommandId, DiscussionId, UserId } from "#shared/ids.ts";
import { type Connection, isTaken } from "./connection.ts";

interface Row {
  discussion_id: DiscussionId;
  seq: number;
  command_id: CommandId;
  actor_id: UserId;
  hash: string;
  at: number;
  events: string;
}
const entryOf = (row: Row): Entry => ({
  discussionId: row.discussion_id,
  seq: row.seq,
  commandId: row.command_id,
  actorId: row.actor_id,
  hash: row.hash,
  at: row.at,
  events: JSON.parse(row.events),
});

export function sqliteLog(db: Connection): Log {
  return {
    head: (id) => db.read(() => headOf(db, id)),

    async heads(ids) {
      const heads = new Map<DiscussionId, number>();
      for (const some of chunks(ids)) {
        const rows = await db.read(() =>
          db.rows<{ id: DiscussionId; head: number | null }>(
            `select value as id, (select max(seq) from entry where discussion_id = value) as head
             from json_each(?)`,
            [JSON.stringify(some)],
          ),
        );
        for (const { id, head } of rows) if (head !== null) heads.set(id, head);
      }
      return heads;
    },

    read: (id, after, limit) =>
      paged(
        { after, limit },
        (from, size) =>
          db.read(() =>
            db
              .rows<Row>(
                "select * from entry where discussion_id = ? and seq > ? order by seq limit ?",
                [id, from, size],
              )
              .map(entryOf),
          ),
        (entry) => entry.seq,
      ),

    find: (id, actorId, commandId) =>
      db.read(() => {
        const row = db.row<Row>(
          "select * from entry where discussion_id = ? and actor_id = ? and command_id = ?",
          [id, actorId, commandId],
        );
        return row ? entryOf(row) : null;
      }),

    async append(id, expected, drafts) {
      let written = 0;
      for (const some of chunks(drafts)) {
        const now = await db.write(() => append(db, id, expected + written, some));
        written += now;
        if (now < some.length) break;
      }
      return written;
    },
  };
}

const headOf = (db: Connection, id: DiscussionId): number =>
  db.row<{ head: number | null }>("select max(seq) as head from entry where discussion_id = ?", [
    id,
  ])?.head ?? 0;

/** Inside one transaction; stops at the first draft that is refused. */
function append(
  db: Connection,
  id: DiscussionId,
  expected: number,
  drafts: readonly Draft[],
): number {
  if (headOf(db, id) < expected)
    throw new Error(`Entry ${expected} of ${id} isn't there to be followed.`);
  for (const [i, draft] of drafts.entries()) if (!insert(db, id, expected + 1 + i, draft)) return i;
  return drafts.length;
}

/** False when there is such an entry, or one of the same command. */
function insert(db: Connection, id: DiscussionId, seq: number, draft: Draft): boolean {
  const { commandId, actorId, hash, at, events } = draft;
  const params = [id, seq, commandId, actorId, hash, at, JSON.stringify(events)];
  try {
    return db.run("insert into entry values (?, ?, ?, ?, ?, ?, ?)", params) === 1;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}
