import { join } from "node:path";
import { expect, test } from "vitest";
import { Connection } from "#server/store/sqlite/connection.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

/** A table of numbers, each at most once, and what another connection sees of it. */
function aTable() {
  const file = join(tempFolder(), "numbers.db");
  const db = new Connection(file);
  db.exec("pragma journal_mode = wal; create table number (n integer primary key) strict");
  const other = new Connection(file);
  const seen = () => other.rows<{ n: number }>("select n from number order by n").map(({ n }) => n);
  const insert = (n: number) => () => db.run("insert into number values (?)", [n]);
  return { db, seen, insert, close: async () => Promise.all([db.close(), other.close()]) };
}

test("a write that fails takes nothing back of those that wait with it, and leaves nothing itself", async () => {
  const { db, seen, insert, close } = aTable();
  await db.write(insert(3));
  const half = () => {
    db.run("insert into number values (?)", [100]);
    throw new Error("half way");
  };
  const all = [insert(1), insert(2), insert(3), half, insert(4)].map((work) => db.write(work));
  const ended = await Promise.allSettled(all);
  expect(ended.map(({ status }) => status)).toEqual([
    ...["fulfilled", "fulfilled", "rejected", "rejected", "fulfilled"],
  ]);
  expect(seen()).toEqual([1, 2, 3, 4]);
  await close();
});

test("a write is told when it is committed, and not before", async () => {
  const { db, seen, insert, close } = aTable();
  const told = Array.from({ length: 200 }, (_, n) =>
    db.write(insert(n)).then(() => expect(seen()).toContain(n)),
  );
  await Promise.all(told);
  expect(seen()).toHaveLength(200);
  await close();
});

test("writes follow one another in the order in which they came, also those that came meanwhile", async () => {
  const { db, insert, close } = aTable();
  const order: number[] = [];
  const write = async (n: number): Promise<void> => {
    await db.write(() => {
      insert(n)();
      order.push(n);
    });
    if (n < 50) await write(n + 100);
  };
  await Promise.all(Array.from({ length: 100 }, (_, n) => write(n)));
  expect(order).toEqual([...Array(100).keys(), ...Array.from({ length: 50 }, (_, n) => n + 100)]);
  await close();
});
