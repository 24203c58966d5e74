import type { Store } from "#server/domain/store.ts";
import { openDatabaseFile } from "./database-file.ts";
import { sqliteDiscussions } from "./discussions.ts";
import { sqliteLog } from "./log.ts";
import { sqlitePeople } from "./people.ts";
import { sqlitePosts } from "./posts.ts";
import { sqliteTexts } from "./texts.ts";

/** The embedded store: one file, `roundtable.db`, in the data folder. Several processes may have it open. */
export async function openSqlite(dataDir: string, durability: "normal" | "full"): Promise<Store> {
  const { connection: db, epoch } = await openDatabaseFile(dataDir, durability);
  return {
    kind: "sqlite",
    epoch,
    log: sqliteLog(db),
    texts: sqliteTexts(db),
    discussions: sqliteDiscussions(db),
    posts: sqlitePosts(db),
    people: sqlitePeople(db),
    async ping() {
      await db.read(() => db.row("select 1 from meta limit 1"));
    },
    isEmpty: () =>
      db.read(
        () =>
          db.row("select 1 from account union all select 1 from registration limit 1") ===
          undefined,
      ),
    close: () => db.close(),
  };
}
