import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import Database from "libsql";
import { afterEach, describe, expect, test } from "vitest";
import { backup } from "#server/cli/backup.ts";
import { readBackup, writeBackup } from "#server/cli/backup-file.ts";
import { CommandFailed } from "#server/cli/command.ts";
import { copyStore } from "#server/cli/copy-store.ts";
import { restore } from "#server/cli/restore.ts";
import { runCli } from "#server/cli/run-cli.ts";
import type { Store } from "#server/domain/store.ts";
import { fillStore } from "#server/store/fill-store.ts";
import { openStore, type StorePlace } from "#server/store/open-store.ts";
import { aLink, anAccountRow, aSession } from "#test/support/rows.ts";
import { type Opener, openers, sqlite } from "#test/support/stores.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import { besideIn, readings, routes, use } from "./a-used-store.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Types a command about the store at a place, as somebody whose data folder is `scratch`. */
async function typed(place: StorePlace, ...argv: string[]) {
  const scratch = tempFolder();
  const said: Record<"out" | "err", string[]> = { out: [], err: [] };
  const code = await runCli(
    [backup(async () => place), restore({ place: () => place, scratch: async () => scratch })],
    argv,
    { say: (line) => void said.out.push(line), warn: (line) => void said.err.push(line) },
  );
  return { code, out: said.out.join("\n"), err: said.err.join("\n"), left: readdirSync(scratch) };
}

async function opened(place: StorePlace): Promise<Store> {
  const store = await openStore(place);
  closing.push(() => store.close());
  return store;
}
async function aPlace(opener: Opener): Promise<StorePlace> {
  const { store, place } = await opener.open();
  await store.close();
  return place;
}

/** A backup of a small store, and what is needed to compare with it. */
async function aBackup(opener = sqlite) {
  const { store, place } = await opener.open();
  closing.push(() => store.close());
  const ann = anAccountRow({ admin: true });
  await store.people.addAccount(ann);
  const file = join(tempFolder(), "site.backup");
  expect(await typed(place, "backup", file)).toMatchObject({ code: 0 });
  return { store, place, file, ann };
}

test.each(routes)(
  "after backup of $from.engine and restore into $to.engine every role reads the same: what was hidden is hidden",
  async ({ from, to }) => {
    const { store, place } = await from.open();
    closing.push(() => store.close());
    const used = await use(store);
    const before = await readings(store, used);
    const file = join(tempFolder(), "site.backup");
    const made = await typed(place, "backup", file);
    expect(made.out).toMatch(/^square: \d+ log entries, 120 posts$/m);
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining("only you can read it") });

    const target = await aPlace(to);
    const done = await typed(target, "restore", file);
    expect(done.out).toMatch(/^square: \d+ log entries, 120 posts$/m);
    expect(done).toMatchObject({
      code: 0,
      err: expect.stringContaining("sign in again"),
      left: [],
    });
    const restored = await opened(target);
    expect(await readings(restored, used)).toEqual(before);
    const beside = await besideIn(store, used);
    const { votes, marks, drafts, contacts, exports } = beside;
    const kept = [votes, marks, drafts, contacts, exports];
    expect(kept.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(beside.template).not.toBeNull();
    expect(beside.spaces).toMatchObject({
      kept: [{ slug: "a-space" }],
      listed: [[used.scene.discussionId]],
    });
    expect(await besideIn(restored, used)).toEqual(beside);
    expect(restored.epoch).not.toBe(store.epoch);
  },
);

test("people come back with their passwords, links with their use, and nobody is signed in", async () => {
  const { store, place } = await sqlite.open();
  closing.push(() => store.close());
  const [ann, link, used] = [anAccountRow(), aLink(), aLink({ usedAt: 5 })];
  const session = aSession({ userId: ann.id });
  await store.people.addAccount(ann);
  for (const each of [link, used]) await store.people.addLink(each);
  await store.people.addSession(session);
  const file = join(tempFolder(), "site.backup");
  await typed(place, "backup", file);
  const target = await aPlace(sqlite);
  expect((await typed(target, "restore", file)).code).toBe(0);
  const { people } = await opened(target);
  expect(await people.accounts([ann.id])).toEqual([ann]);
  expect(await people.link(link.tokenHash)).toEqual(link);
  expect(await people.link(used.tokenHash)).toEqual(used);
  expect(await people.sessions([session.id])).toEqual([]);
});

describe("the file", () => {
  test("is for its owner alone, and nothing else is left beside it", async () => {
    const { file } = await aBackup();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, ".."))).toEqual(["site.backup"]);
  });

  test("isn't written over unless that is said", async () => {
    const { place, file, store } = await aBackup();
    const before = readFileSync(file);
    const refused = await typed(place, "backup", file);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("is there already") });
    expect(readFileSync(file)).toEqual(before);
    const bob = anAccountRow();
    await store.people.addAccount(bob);
    expect((await typed(place, "backup", file, "--overwrite")).code).toBe(0);
    const target = await aPlace(sqlite);
    await typed(target, "restore", file);
    expect(await (await opened(target)).people.accounts([bob.id])).toEqual([bob]);
  });

  test("isn't there when the backup failed, and the old one is as it was", async () => {
    const { store, file } = await aBackup();
    const before = readFileSync(file);
    const failing: Store = {
      ...store,
      texts: { ...store.texts, scan: () => Promise.reject(new Error("the disk is on fire")) },
    };
    const other = join(tempFolder(), "other.backup");
    await expect(writeBackup(failing, other, { overwrite: false })).rejects.toThrow("on fire");
    await expect(writeBackup(failing, file, { overwrite: true })).rejects.toThrow("on fire");
    expect(readdirSync(join(other, ".."))).toEqual([]);
    expect(readdirSync(join(file, ".."))).toEqual(["site.backup"]);
    expect(readFileSync(file)).toEqual(before);
  });

  test("in a folder that isn't there is refused in one line", async () => {
    const { place } = await aBackup();
    const file = join(tempFolder(), "none", "site.backup");
    const { code, err } = await typed(place, "backup", file);
    expect(err).toMatch(/^roundtable backup: .*site\.backup can't be written: ENOENT[^\n]*$/);
    expect(code).toBe(1);
  });
});

describe("refused, with one line, and the store as empty as before:", () => {
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at);
    return copy;
  };
  const changed = (bytes: Buffer, sql: string): Buffer => {
    const file = join(tempFolder(), "changed.db");
    writeFileSync(file, gunzipSync(bytes));
    const db = new Database(file);
    db.exec(`${sql}; pragma wal_checkpoint(truncate)`);
    db.close();
    return gzipSync(readFileSync(file));
  };
  const ruined: [string, (good: Buffer) => Buffer, RegExp][] = [
    ["an empty file", () => Buffer.alloc(0), /isn't a backup/],
    ["a text", () => Buffer.from("Dear Sir or Madam"), /isn't a backup/],
    ["a text that is packed", () => gzipSync("Dear Sir or Madam"), /isn't a backup/],
    ["another program's database", () => gzipSync(otherDatabase()), /isn't a backup/],
    ["one that was cut off", (good) => good.subarray(0, good.length - 100), /is damaged/],
    ["one with a bit flipped", (good) => flipped(good, good.length >> 1), /is damaged/],
    ["one with its checksum flipped", (good) => flipped(good, good.length - 6), /is damaged/],
    [
      "one with a page gone",
      (good) => gzipSync(gunzipSync(good).fill(0x5a, 8192, 12288)),
      /is damaged/,
    ],
    [
      "one of a newer version",
      (good) => changed(good, "pragma user_version = 9999"),
      /site\.backup was written by a newer Roundtable \(schema 9999/,
    ],
    [
      "what a crash left of a copy",
      (good) => changed(good, "insert into meta values ('filling', 'x')"),
      /site\.backup is incomplete/,
    ],
    ["one that holds nothing", (good) => changed(good, "delete from account"), /nothing to copy/],
  ];

  test.each(ruined)("%s", async (_, ruin, why) => {
    const { file } = await aBackup();
    const bad = join(tempFolder(), "site.backup");
    writeFileSync(bad, ruin(readFileSync(file)));
    const target = await aPlace(sqlite);
    const { code, out, err, left } = await typed(target, "restore", bad);
    expect(err).toMatch(why);
    expect(err).toMatch(/^roundtable restore: [^\n]+$/);
    expect({ code, out, left }).toEqual({ code: 1, out: "", left: [] });
    expect(await (await opened(target)).isEmpty()).toBe(true);
  });

  test("a file that isn't there", async () => {
    const target = { kind: "sqlite", dataDir: join(tempFolder(), "data"), durability: "normal" };
    const { code, err } = await typed(target as StorePlace, "restore", "/none/site.backup");
    expect(err).toMatch(/^roundtable restore: \/none\/site\.backup can't be read: ENOENT[^\n]*$/);
    expect(code).toBe(1);
    expect(existsSync((target as { dataDir: string }).dataDir)).toBe(false);
  });

  test.each(openers)("a store of $engine with anything in it", async (opener) => {
    const { file } = await aBackup();
    const target = await aPlace(opener);
    const bob = anAccountRow();
    const store = await opened(target);
    await store.people.addAccount(bob);
    const { code, err } = await typed(target, "restore", file);
    expect(err).toBe("roundtable restore: The store isn't empty, so nothing was restored.");
    expect(code).toBe(1);
    expect(await store.people.scanAccounts(null, 9)).toEqual([bob]);
  });

  test("a restore that loses something on the way", async () => {
    const { store, place } = await sqlite.open();
    closing.push(() => store.close());
    await use(store);
    const file = join(tempFolder(), "site.backup");
    await typed(place, "backup", file);
    const target = await aPlace(sqlite);
    const lossy = readBackup(
      file,
      async () => tempFolder(),
      (source) =>
        fillStore(target, (to) =>
          copyStore(source, {
            ...to,
            texts: { ...to.texts, put: (texts) => to.texts.put(texts.slice(1)) },
          }),
        ),
    );
    await expect(lossy).rejects.toBeInstanceOf(CommandFailed);
    expect(await (await opened(target)).isEmpty()).toBe(true);
  });
});

/** A database with a version of its own and other tables. */
function otherDatabase(): Buffer {
  const file = join(tempFolder(), "other.db");
  const db = new Database(file);
  db.exec("create table pigeon (name text); pragma user_version = 1");
  db.close();
  return readFileSync(file);
}
