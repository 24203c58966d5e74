import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { expect, test } from "vitest";
import { openStore } from "#server/store/open-store.ts";
import { migrations } from "#server/store/sqlite/schema.ts";
import { anAccountRow, aRegistration, drafts } from "#test/support/rows.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

const program = join(import.meta.dirname, "harness/migrating.ts");
const rows = 200_000;

/** A process of a version to come, at work on this folder. */
function aNewerVersion(dataDir: string) {
  const child = spawn(process.execPath, ["--import", "tsx", program, dataDir, String(rows)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (bytes) => {
    out += String(bytes);
  });
  const ended = once(child, "close");
  return { child, ended, out: () => out };
}

/** A folder as this version left it, and what is in it. */
async function aUsedFolder() {
  const dataDir = tempFolder();
  const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
  const [ann, registration] = [anAccountRow(), aRegistration()];
  await store.people.addAccount(ann);
  await store.discussions.register(registration);
  await store.log.append(registration.id, 0, drafts(200));
  const entries = await store.log.read(registration.id, 0, 1_000);
  await store.close();
  return { dataDir, ann, registration, entries };
}

/** The one value that a statement selects, asked without any of our code. */
function ask(dataDir: string, sql: string): unknown {
  const db = new Database(join(dataDir, "roundtable.db"));
  try {
    const row: unknown = db.prepare(sql).raw().get();
    return Array.isArray(row) ? row[0] : undefined;
  } finally {
    db.close();
  }
}
const version = "pragma user_version";
const count = "select count(*) from later";

test("F32: a migration killed at any moment is whole or hasn't begun; the next start goes on; an older version refuses", async () => {
  const { dataDir, ann, registration, entries } = await aUsedFolder();
  const wal = join(dataDir, "roundtable.db-wal");
  const written = () => (existsSync(wal) ? statSync(wal).size : 0);
  // As soon as it has begun, and at each of these sizes of what it has written.
  const moments = [0, 1_000_000, 5_000_000, 20_000_000];
  const versions: unknown[] = [];
  for (const bytes of moments) {
    const newer = aNewerVersion(dataDir);
    await expect
      .poll(() => newer.out().includes("begins") && written() >= bytes, {
        ...{ interval: 1, timeout: 120_000 },
      })
      .toBe(true);
    newer.child.kill("SIGKILL");
    await newer.ended;
    expect(newer.out()).not.toContain("done");
    versions.push(ask(dataDir, version));
  }
  // The first step is over in an instant, the second was never finished.
  const steps = migrations.length;
  for (const each of versions) expect([steps, steps + 1]).toContain(each);
  expect(versions.at(-1)).toBe(steps + 1);
  expect(ask(dataDir, count)).toBe(0);
  expect(ask(dataDir, "pragma integrity_check")).toBe("ok");

  const newer = aNewerVersion(dataDir);
  await newer.ended;
  expect(newer.out()).toContain("done");
  expect(ask(dataDir, count)).toBe(rows);
  expect(ask(dataDir, version)).toBe(steps + 2);

  const older = new ServerProcess(await freePort(), { DATA_DIR: dataDir });
  expect(await older.ended).toEqual({ code: 1, signal: null });
  expect(older.err).toMatch(/^roundtable: .*newer Roundtable \(schema \d+[^\n]*\n$/);

  // What was there before is there after it, for whoever knows the schema.
  const db = new Database(join(dataDir, "roundtable.db"));
  db.exec(`drop table later; pragma user_version = ${steps}`);
  db.close();
  const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
  expect(await store.log.read(registration.id, 0, 1_000)).toEqual(entries);
  expect(await store.people.accounts([ann.id])).toEqual([ann]);
  await store.close();
});
