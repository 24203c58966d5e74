import { randomUUID } from "node:crypto";
import type { Fillable } from "#server/store/fill-store.ts";
import type { Connection } from "./connection.ts";
import { type Durability, openDatabaseFile } from "./database-file.ts";
import { isEmpty, isMarked, sqliteStore } from "./open-sqlite.ts";

/** Each step is one transaction, so there is no mark without its store nor a store that is half emptied. */
export async function fillableSqlite(dataDir: string, durability: Durability): Promise<Fillable> {
  const { connection: db, epoch } = await openDatabaseFile(dataDir, durability);
  const mark = randomUUID();
  const unmark = (): boolean =>
    db.run("delete from meta where key = 'filling' and value = ?", [mark]) === 1;
  return {
    store: sqliteStore(db, epoch),
    begin: () =>
      db.write(() => {
        if (isMarked(db)) empty(db);
        else if (!isEmpty(db)) return false;
        db.run("insert or replace into meta values ('filling', ?)", [mark]);
        return true;
      }),
    finish: () =>
      db.write(() => {
        if (!unmark()) return false;
        db.run("update meta set value = ? where key = 'epoch'", [randomUUID()]);
        return true;
      }),
    abandon: () =>
      db.write(() => {
        if (unmark()) empty(db);
      }),
  };
}

/** Deletes all there is, except what the store is called. */
function empty(db: Connection): void {
  const tables = db.rows<{ name: string }>(
    // The tables behind a virtual one are its own to empty.
    "select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual') and name not like 'sqlite_%' and name <> 'meta'",
  );
  for (const { name } of tables) db.run(`delete from "${name}"`);
}
