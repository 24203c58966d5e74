import { join } from "node:path";
import { type Store, StoreReplaced } from "#server/domain/store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import type { Connection } from "./connection.ts";
import { sqliteContacts } from "./contacts.ts";
import { type Durability, openDatabaseFile } from "./database-file.ts";
import { sqliteDiscussions } from "./discussions.ts";
import { sqliteDrafts } from "./drafts.ts";
import { sqliteFiles } from "./files.ts";
import { sqliteImpressions } from "./impressions.ts";
import { sqliteLog } from "./log.ts";
import { sqliteMarks } from "./marks.ts";
import { sqlitePeople } from "./people.ts";
import { sqlitePosts } from "./posts.ts";
import { sqliteSearch } from "./search.ts";
import { sqliteSpaces } from "./spaces.ts";
import { sqliteTexts } from "./texts.ts";
import { sqliteVotes } from "./votes.ts";

/** The embedded store: one file, `roundtable.db`, in the data folder. Several processes may have it open. */
export async function openSqlite(dataDir: string, durability: Durability): Promise<Store> {
  const { connection: db, epoch } = await openDatabaseFile(dataDir, durability);
  try {
    if (!(await db.read(() => isMarked(db)))) return sqliteStore(db, epoch);
    throw new StoreCannotOpen(
      `${join(dataDir, "roundtable.db")} is incomplete: it is being filled, or that was interrupted. Restore or copy into it again, or move it away.`,
    );
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Whether it is being filled, or was left half filled. */
export const isMarked = (db: Connection): boolean =>
  db.row("select 1 from meta where key = 'filling'") !== undefined;

export const isEmpty = (db: Connection): boolean =>
  db.row("select 1 from account union all select 1 from registration limit 1") === undefined;

export function sqliteStore(db: Connection, epoch: string): Store {
  return {
    kind: "sqlite",
    epoch,
    log: sqliteLog(db),
    texts: sqliteTexts(db),
    discussions: sqliteDiscussions(db),
    posts: sqlitePosts(db),
    people: sqlitePeople(db),
    search: sqliteSearch(db),
    votes: sqliteVotes(db),
    marks: sqliteMarks(db),
    drafts: sqliteDrafts(db),
    contacts: sqliteContacts(db),
    impressions: sqliteImpressions(db),
    spaces: sqliteSpaces(db),
    files: sqliteFiles(db),
    async ping() {
      const holds = "select 1 from meta where key = 'epoch' and value = ?";
      if (!(await db.read(() => db.row(holds, [epoch])))) throw new StoreReplaced();
    },
    isEmpty: () => db.read(() => isEmpty(db)),
    close: () => db.close(),
  };
}
