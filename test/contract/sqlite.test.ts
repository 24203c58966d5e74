import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import Database from "libsql";
import { afterEach, describe, expect, test } from "vitest";
import { type Store, StoreUnavailable } from "#server/domain/store.ts";
import { openStore } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { inTime, longestTurn } from "#test/support/in-time.ts";
import { anAccountRow, aPost, aStep, drafts, ids } from "#test/support/rows.ts";
import { sqlite } from "#test/support/stores.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import { longDiscussionContract } from "./long-discussion.ts";
import { storeContract } from "./store-contract.ts";

storeContract("sqlite", sqlite.open);
longDiscussionContract(sqlite);

/** What else runs on the machine delays the loop too; of a delay of our own every try would tell. */
const noisy = { retry: 3 };

describe("sqlite: the file", () => {
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  async function openIn(dataDir: string, durability: "normal" | "full" = "normal"): Promise<Store> {
    const store = await openStore({ kind: "sqlite", dataDir, durability });
    opened.push(store);
    return store;
  }
  /** A folder whose database was used and closed. */
  async function aUsedFolder(): Promise<{ folder: string; file: string }> {
    const folder = tempFolder();
    const store = await openStore({ kind: "sqlite", dataDir: folder, durability: "normal" });
    await store.log.append(ids.discussion(), 0, drafts(300));
    await store.people.addAccount(anAccountRow());
    await store.close();
    return { folder, file: join(folder, "roundtable.db") };
  }
  /** The one clear line that opening ends with; nothing in the folder may have changed. */
  async function refusalOf(folder: string): Promise<string> {
    const contents = () =>
      readdirSync(folder)
        .filter((name) => !name.endsWith("-shm"))
        .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);
    const before = contents();
    const error = await openIn(folder).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(StoreCannotOpen);
    expect(contents()).toEqual(before);
    const message = error instanceof Error ? error.message : "";
    expect(message).not.toContain("\n");
    return message;
  }

  test("a folder that isn't there is made, and nobody else may read the file", async () => {
    const folder = join(tempFolder(), "deep", "down");
    await (await openIn(folder)).ping();
    expect(readdirSync(folder)).toContain("roundtable.db");
    expect(readdirSync(folder).filter((name) => name.includes(".new"))).toEqual([]);
    expect(statSync(join(folder, "roundtable.db")).mode & 0o077).toBe(0);
  });

  test("three that make a store in one empty folder at once make one store", async () => {
    const folder = tempFolder();
    const all = await Promise.all([openIn(folder), openIn(folder), openIn(folder)]);
    expect(new Set(all.map(({ epoch }) => epoch)).size).toBe(1);
    const ann = anAccountRow();
    await all[0].people.addAccount(ann);
    expect(await all[2].people.accounts([ann.id])).toEqual([ann]);
    expect(readdirSync(folder).filter((name) => name.includes(".new"))).toEqual([]);
  });

  test("a database of a newer Roundtable is refused", async () => {
    const { folder, file } = await aUsedFolder();
    const db = new Database(file);
    db.exec("pragma user_version = 99");
    db.exec("pragma wal_checkpoint(truncate)");
    db.close();
    expect(await refusalOf(folder)).toBe(
      `${file} was written by a newer Roundtable (schema 99; this one knows up to 9).`,
    );
  });

  test("what isn't a database is refused and left as it was", async () => {
    const { folder, file } = await aUsedFolder();
    writeFileSync(file, "this was a database once\n".repeat(500));
    expect(await refusalOf(folder)).toContain(`${file} is damaged`);
  });

  test("an emptied database is refused, and no new one is made in its place", async () => {
    const { folder, file } = await aUsedFolder();
    truncateSync(file, 0);
    expect(await refusalOf(folder)).toContain(`${file} is damaged`);
  });

  test("a truncated database is refused", async () => {
    const { folder, file } = await aUsedFolder();
    truncateSync(file, 12_288);
    expect(await refusalOf(folder)).toContain(file);
  });

  test("a database with scrambled pages is refused", async () => {
    const { folder, file } = await aUsedFolder();
    const bytes = readFileSync(file);
    for (let page = 4; page < bytes.length / 4_096; page++)
      bytes.fill(0xa5, page * 4_096, page * 4_096 + 900);
    writeFileSync(file, bytes);
    expect(await refusalOf(folder)).toContain(file);
  });

  test("a log whose database is gone is refused, since an empty one would discard it", async () => {
    const { folder, file } = await aUsedFolder();
    const store = await openStore({ kind: "sqlite", dataDir: folder, durability: "normal" });
    await store.people.addAccount(anAccountRow());
    copyFileSync(`${file}-wal`, `${file}-kept`);
    await store.close();
    const lost = tempFolder();
    copyFileSync(`${file}-kept`, join(lost, "roundtable.db-wal"));
    expect(await refusalOf(lost)).toContain("roundtable.db is missing");
    expect(existsSync(join(lost, "roundtable.db"))).toBe(false);
  });

  test("a folder that can't be written is refused", async () => {
    const folder = join(tempFolder(), "locked");
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    // Root may write anywhere but in such a file system.
    const where = process.getuid?.() === 0 ? "/sys" : folder;
    const error = await openIn(where).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(StoreCannotOpen);
    expect(String(error)).toContain(where);
  });

  test("a folder whose name belongs to a file is refused", async () => {
    const taken = join(tempFolder(), "file");
    writeFileSync(taken, "");
    const error = await openIn(taken).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(StoreCannotOpen);
    expect(String(error)).toContain(taken);
  });

  test("a text that would be cut at a NUL is refused whole", async () => {
    const { texts } = await openIn(tempFolder());
    const text = { id: ids.text(), discussionId: ids.discussion(), body: "a\u0000b", at: 1 };
    await expect(texts.put([text])).rejects.toThrow(/NUL/);
    expect(await texts.get([text.id])).toEqual([]);
  });

  test(
    "a lock held for 3 s by another process lets the event loop run, and the write then succeeds",
    noisy,
    async () => {
      const folder = tempFolder();
      const store = await openIn(folder);
      const lock = await lockElsewhere(join(folder, "roundtable.db"), 3_000);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const began = performance.now();
      const id = ids.discussion();
      const written = await Promise.all([
        store.log.append(id, 0, drafts(2)),
        ...Array.from({ length: 20 }, () => store.people.addAccount(anAccountRow())),
        store.people.scanAccounts(null, 10), // readers don't wait
      ]);
      delay.disable();
      await lock.released;
      expect(written[0]).toBe(2);
      expect(performance.now() - began).toBeGreaterThan(2_000);
      expect(await store.log.head(id)).toBe(2);
      inTime(delay.max / 1e6, 50);
    },
  );

  test("a lock that isn't given back is a typed failure within 5 s, and later all works again", async () => {
    const folder = tempFolder();
    const store = await openIn(folder);
    const lock = await lockElsewhere(join(folder, "roundtable.db"), 5_500);
    const began = performance.now();
    const failures = await Promise.all(
      [1, 2, 3].map(() =>
        store.people.addAccount(anAccountRow()).catch((failure: unknown) => failure),
      ),
    );
    inTime(performance.now() - began, 5_000);
    for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailable);
    await lock.released;
    expect(await store.people.addAccount(anAccountRow())).toBe("done");
  });

  test("long reads and writes let the event loop run", noisy, async () => {
    const store = await openIn(tempFolder());
    const id = ids.discussion();
    const posts = Array.from({ length: 20_000 }, (_, i) => aPost(i + 1));
    const entries = drafts(10_000);
    const longest = await longestTurn(async () => {
      await store.discussions.project(id, 1, aStep({ posts }));
      await store.log.append(id, 0, entries);
      const rows = await store.posts.scan(id, -1, 100_000);
      const log = await store.log.read(id, 0, 100_000);
      expect([rows.length, log.length]).toEqual([20_000, 10_000]);
    });
    inTime(longest, 50);
  });

  test("a process that is killed while it writes leaves a sound database with all it acknowledged (P1)", async () => {
    const folder = tempFolder();
    await (await openIn(folder)).close();
    const id = ids.discussion();
    const writer = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "../support/endless-writer.ts"), folder, id],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let told = "";
    writer.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
    });
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(500);
    writer.kill("SIGKILL");
    await once(writer, "close");
    const acknowledged = Number(told.slice(0, told.lastIndexOf("\n")).split("\n").at(-1));
    const store = await openIn(folder);
    const head = await store.log.head(id);
    expect(acknowledged).toBeGreaterThan(10);
    expect(head).toBeGreaterThanOrEqual(acknowledged);
    const log = await store.log.read(id, 0, head);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
  });
});

/** Resolves once another process holds the write lock; `released` when it has given it back. */
async function lockElsewhere(file: string, ms: number): Promise<{ released: Promise<unknown> }> {
  const script = `
    import Database from "libsql";
    const db = new Database(process.argv[1]);
    db.exec("begin immediate");
    process.stdout.write("locked");
    setTimeout(() => { db.exec("rollback"); db.close(); }, Number(process.argv[2]));`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", script, file, String(ms)], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: join(import.meta.dirname, "../.."),
  });
  const released = once(holder, "close");
  await once(holder.stdout, "data");
  return { released };
}
