import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { link, open, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { StorageFull, type Store } from "#server/domain/store.ts";
import { openStore } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { CommandFailed } from "./command.ts";
import { type Copied, copyContent } from "./copy-content.ts";
import { inScratchFolder } from "./scratch-folder.ts";

/**
 * A backup is an embedded store without the rows that follow from its logs, packed by gzip, whose checksum finds what was
 * damaged or cut off later. Both ways it is unpacked in a folder of its own that nobody else can read.
 */
const database = "roundtable.db";
const gzipStart = Buffer.from([0x1f, 0x8b]);
const sqliteStart = Buffer.from("SQLite format 3\0");
/** Higher levels save a tenth and take three times as long. */
const level = 1;

/** Writes a backup beside `file` and gives it that name once it is whole and on the disk. */
export async function writeBackup(
  from: Store,
  name: string,
  { overwrite }: { overwrite: boolean },
): Promise<Copied & { bytes: number }> {
  const file = resolve(name);
  if (!overwrite && existsSync(file)) throw alreadyThere(name);
  try {
    return await inScratchFolder(`${file}.`, async (folder) => {
      const copied = await copyInto(folder, from);
      const packed = join(folder, "packed");
      await pipeline(
        createReadStream(join(folder, database)),
        createGzip({ level }),
        createWriteStream(packed, { mode: 0o600, flush: true }),
      );
      const bytes = statSync(packed).size;
      await (overwrite ? rename(packed, file) : moveUnlessThere(packed, file, name));
      await syncFolder(dirname(file));
      return { ...copied, bytes };
    });
  } catch (error) {
    throw cannot(name, error);
  }
}

async function copyInto(folder: string, from: Store): Promise<Copied> {
  // The packed file is what has to reach the disk.
  const to = await openStore({ kind: "sqlite", dataDir: folder, durability: "off" });
  let copied: Copied;
  try {
    copied = await copyContent(from, to);
  } finally {
    await to.close();
  }
  const log = join(folder, `${database}-wal`);
  if (existsSync(log) && statSync(log).size > 0)
    throw new CommandFailed("The backup's own log couldn't be written into its database.");
  return copied;
}

async function moveUnlessThere(packed: string, file: string, name: string): Promise<void> {
  try {
    await link(packed, file);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw alreadyThere(name);
    // File systems without hard links.
    if (existsSync(file)) throw alreadyThere(name);
    await rename(packed, file);
  }
}

/** The name of a file is as durable as its folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Unpacks a backup below `scratch` for a piece of work; throws `CommandFailed` when it isn't a sound one. */
export async function readBackup<T>(
  name: string,
  scratch: () => Promise<string>,
  work: (backup: Store) => Promise<T>,
): Promise<T> {
  const file = resolve(name);
  if (!(await startsWith(file, gzipStart, name))) throw isNone(name);
  return inScratchFolder(join(await scratch(), "restore-"), async (folder) => {
    await unpack(file, join(folder, database), name);
    const backup = await openUnpacked(folder, name);
    try {
      return await work(backup);
    } finally {
      await backup.close();
    }
  });
}

async function unpack(file: string, to: string, name: string): Promise<void> {
  try {
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(to, { mode: 0o600 }));
  } catch (error) {
    if (codeOf(error).startsWith("Z_"))
      throw new CommandFailed(`${name} is damaged: ${reason(error)}.`);
    throw error;
  }
  if (!(await startsWith(to, sqliteStart, name))) throw isNone(name);
}

async function openUnpacked(folder: string, name: string): Promise<Store> {
  try {
    return await openStore({ kind: "sqlite", dataDir: folder, durability: "normal" });
  } catch (error) {
    if (!(error instanceof StoreCannotOpen)) throw error;
    if (error.message.includes("of another program")) throw isNone(name);
    const why = error.message.replace("can't be opened", "isn't a backup, or it is damaged");
    throw new CommandFailed(why.replaceAll(join(folder, database), name));
  }
}

async function startsWith(file: string, bytes: Buffer, name: string): Promise<boolean> {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer } = await handle.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
      return buffer.equals(bytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new CommandFailed(`${name} can't be read: ${reason(error)}.`);
  }
}

const isNone = (name: string): CommandFailed => new CommandFailed(`${name} isn't a backup.`);
const alreadyThere = (name: string): CommandFailed =>
  new CommandFailed(`${name} is there already: --overwrite replaces it.`);

function cannot(name: string, error: unknown): unknown {
  if (error instanceof StorageFull) return new CommandFailed(`There is no space left for ${name}.`);
  return codeOf(error) === "" || codeOf(error).startsWith("SQLITE_")
    ? error
    : new CommandFailed(`${name} can't be written: ${reason(error)}.`);
}
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
