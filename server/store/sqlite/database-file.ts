import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { StoreUnavailable } from "#server/domain/store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { Connection } from "./connection.ts";
import { migrations } from "./schema.ts";

/** What is lost when the machine loses its power: nothing, the last moments, or the whole file. Always nothing when only the process dies. */
export type Durability = "full" | "normal" | "off";

export interface DatabaseFile {
  connection: Connection;
  epoch: string;
}

/** Above this size the check at start would be felt; damage then shows when it is met. */
const checkedBytes = 512 * 1024 * 1024;
const header = "SQLite format 3\0";

/**
 * Opens the database of a data folder, and makes it when there is none. Throws `StoreCannotOpen`.
 * `steps` are those of this version; tests have others.
 */
export async function openDatabaseFile(
  dataDir: string,
  durability: Durability,
  steps: readonly string[] = migrations,
): Promise<DatabaseFile> {
  const file = join(dataDir, "roundtable.db");
  usableFolder(dataDir);
  if (!existsSync(file)) {
    refuseOrphanedLog(file);
    await create(file, steps);
  }
  looksLikeDatabase(file);
  let connection: Connection | null = null;
  try {
    connection = new Connection(file);
    const epoch = await prepare(connection, file, durability, steps);
    return { connection, epoch };
  } catch (error) {
    await connection?.close().catch(() => undefined);
    throw cannotOpen(file, error);
  }
}

async function prepare(
  connection: Connection,
  file: string,
  durability: Durability,
  steps: readonly string[],
): Promise<string> {
  connection.exec(`pragma synchronous = ${durability}`);
  const version = await connection.read(() => schemaVersion(connection));
  if (version > steps.length)
    throw new StoreCannotOpen(
      `${file} was written by a newer Roundtable (schema ${version}; this one knows up to ${steps.length}).`,
    );
  if (statSync(file).size <= checkedBytes) {
    const [found] = await connection.read(() =>
      connection.rows<{ quick_check: string }>("pragma quick_check(1)"),
    );
    if (found?.quick_check !== "ok")
      throw new StoreCannotOpen(`${file} is damaged: ${firstLine(found?.quick_check ?? "")}`);
  }
  if (!(await connection.read(() => isOurs(connection, version))))
    throw new StoreCannotOpen(
      `${file} is a database of another program. It was left as it is: move it away, or choose another folder with DATA_DIR.`,
    );
  await connection.read(() => connection.exec("pragma journal_mode = wal"));
  if (version < steps.length) await migrate(connection, steps);
  // A transaction that writes nothing still finds out whether the file may be written, also on a full disk.
  const epoch = await connection.write(
    () => connection.row<{ value: string }>("select value from meta where key = 'epoch'")?.value,
  );
  if (!epoch)
    throw new StoreCannotOpen(
      `${file} has lost its epoch, by which browsers know whether they follow this log or another. Restore a backup into an empty folder ` +
        "(npm run roundtable -- restore FILE), or, if all else is as it was, give it a new one: " +
        "insert into meta values ('epoch', hex(randomblob(16)));",
    );
  return epoch;
}

/** Ours has its first table as soon as it has a version, and before that none at all: it is made aside. */
function isOurs(connection: Connection, version: number): boolean {
  const tables = connection.rows<{ name: string }>("select name from sqlite_master");
  return version === 0 ? tables.length === 0 : tables.some(({ name }) => name === "meta");
}

const schemaVersion = (connection: Connection): number =>
  connection.row<{ user_version: number }>("pragma user_version")?.user_version ?? 0;

/** Each migration is one transaction that looks first, since several processes may start at once. */
async function migrate(connection: Connection, steps: readonly string[]): Promise<void> {
  for (const [i, migration] of steps.entries()) {
    await connection.write(() => {
      if (schemaVersion(connection) !== i) return;
      connection.exec(migration);
      connection.exec(`pragma user_version = ${i + 1}`);
    });
  }
}

/**
 * Makes the database aside and moves it into place whole: so a file that is there and isn't a sound database is always
 * a damaged one, never one half made. Whoever moves second uses the first one's. It is made with SQLite's ordinary
 * journal, since a write-ahead log would be a second file to move.
 */
async function create(file: string, steps: readonly string[]): Promise<void> {
  const aside = `${file}.${randomUUID()}.new`;
  try {
    closeSync(openSync(aside, "wx", 0o600));
    const connection = new Connection(aside);
    try {
      await migrate(connection, steps);
      await connection.write(() =>
        connection.run("insert into meta values ('epoch', ?)", [randomUUID()]),
      );
    } finally {
      await connection.close();
    }
    moveIntoPlace(aside, file);
  } catch (error) {
    throw cannotOpen(file, error);
  } finally {
    for (const end of ["", "-journal"]) rmSync(aside + end, { force: true });
  }
}

function moveIntoPlace(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST") return;
    // File systems without hard links.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) throw error;
    if (!existsSync(file)) renameSync(aside, file);
  }
}

function usableFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreCannotOpen(`The data folder ${dataDir} can't be written: ${reason(error)}.`, {
      cause: error,
    });
  }
}

/** A write-ahead log without its database holds what was acknowledged; an empty database beside it would discard that. */
function refuseOrphanedLog(file: string): void {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0)
    throw new StoreCannotOpen(
      `${file} is missing, but its log ${log} is there. Put the database back, or move the log away to start empty.`,
    );
}

function looksLikeDatabase(file: string): void {
  const start = Buffer.alloc(header.length);
  let read = 0;
  try {
    const handle = openSync(file, "r");
    try {
      read = readSync(handle, start, 0, start.length, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw cannotOpen(file, error);
  }
  if (read < start.length || start.toString("latin1") !== header)
    throw new StoreCannotOpen(
      `${file} is damaged: it isn't a database. It was left as it is; restore a backup or move it away.`,
    );
}

function cannotOpen(file: string, error: unknown): Error {
  if (error instanceof StoreCannotOpen) return error;
  const cause = error instanceof StoreUnavailable && error.cause ? error.cause : error;
  return new StoreCannotOpen(`${file} can't be opened: ${reason(cause)}.`, { cause: error });
}

const systemCode = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
const firstLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.replace(/\.$/, "") ?? "";
