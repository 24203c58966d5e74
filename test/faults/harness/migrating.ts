import { openDatabaseFile } from "#server/store/sqlite/database-file.ts";
import { migrations } from "#server/store/sqlite/schema.ts";

/** A process of a version to come, whose migrations take their time and write a lot. Says when it begins and when it is done. */
const [dataDir = "", rows = "0"] = process.argv.slice(2);
const later = [
  "create table later (id integer primary key, words text not null) strict",
  `insert into later (words) with recursive counted (n) as
     (select 1 union all select n + 1 from counted where n < ${Number(rows)})
   select hex(randomblob(100)) from counted;
   update later set words = words || 'x'; create index later_words on later (words)`,
];
process.stdout.write("begins\n");
const { connection } = await openDatabaseFile(dataDir, "normal", [...migrations, ...later]);
await connection.close();
process.stdout.write("done\n");
