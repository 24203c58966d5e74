import { randomInt } from "node:crypto";
import Database from "libsql";
import { StorageFull, StoreUnavailable } from "#server/domain/store.ts";
import { Turns } from "./turns.ts";

/** How long SQLite itself waits for a lock. It blocks the event loop meanwhile, so we wait the rest ourselves. */
const busyTimeoutMs = 15;
/** How long a call waits for a lock in all. */
const patienceMs = 4_500;
const pauseMs = 30;
/** Writes that wait at the same time share one transaction, as far as they fit into this. */
const togetherMs = 5;
const togetherAtMost = 64;

export type Value = string | number | Uint8Array | null;
type Statement = Database.Statement<unknown[]>;

interface Waiting {
  /** Performs the write; what it returns tells its caller, once that is committed. */
  perform(): () => void;
  fail(error: unknown): void;
  until: number;
}

/** One connection to the database file: prepared statements, and transactions that wait their turn. */
export class Connection {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Statement>();
  readonly #turns = new Turns();
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #closed = false;

  constructor(file: string) {
    this.#db = new Database(file);
    this.#db.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
  }

  /** What the statement selects is for its writer to know: `T` says what the columns are. */
  rows<T>(sql: string, params: readonly Value[] = []): T[] {
    return this.#statement(sql).all(bound(params)) as T[];
  }
  row<T>(sql: string, params: readonly Value[] = []): T | undefined {
    return this.rows<T>(sql, params)[0];
  }
  /** How many rows were changed. */
  run(sql: string, params: readonly Value[] = []): number {
    return this.#statement(sql).run(bound(params)).changes;
  }
  /** Fixed statements only: nothing of a caller's goes in here. */
  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** Runs `work`, which reads, again and again while the file is locked. */
  async read<T>(work: () => T): Promise<T> {
    return this.#patiently(work, performance.now() + patienceMs);
  }

  /**
   * Runs `work` in a transaction: all of it is written or nothing. Writes of this process wait in line, so that a lock held
   * by another process is tried by one of them at a time. Those that wait together are committed together, since the
   * commit is most of what a small write costs; so `work` may be run more than once.
   */
  write<T>(work: () => T): Promise<T> {
    const until = performance.now() + patienceMs;
    return new Promise((done, fail) => {
      const perform = () => {
        const result = work();
        return () => done(result);
      };
      this.#waiting.push({ perform, fail, until });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    if (this.#closed) return;
    this.#closed = true;
    this.#statements.clear();
    try {
      this.#db.exec("pragma wal_checkpoint(truncate)");
    } catch {
      // Others still use the file; what is in the write-ahead log is as safe there.
    }
    this.#db.close();
  }

  async #patiently<T>(work: () => T, until: number): Promise<T> {
    await this.#turns.take();
    while (performance.now() < until) {
      if (this.#closed) throw new StoreUnavailable("The store is closed.");
      try {
        return work();
      } catch (error) {
        if (!isBusy(error)) throw typed(error);
      }
      await new Promise((later) => setTimeout(later, randomInt(pauseMs / 2, pauseMs * 2)));
    }
    throw new StoreUnavailable(
      "The database file is locked by another process, or has too much to do.",
    );
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // lets those of one tick come together
    while (this.#waiting.length > 0) await this.#together(this.#waiting.splice(0, togetherAtMost));
    this.#writing = null;
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    try {
      const committed = await this.#patiently(
        () => this.#transaction(() => performed(group)),
        first.until,
      );
      for (const tell of committed) tell();
      this.#waiting.unshift(...group.slice(committed.length));
    } catch (error) {
      if (group.length === 1) return first.fail(error);
      // One that fails undoes those with it, so each is written alone.
      for (const each of group) await this.#together([each]);
    }
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec("begin immediate");
    try {
      const result = work();
      this.#db.exec("commit");
      return result;
    } catch (error) {
      // After some errors (a full disk) SQLite has rolled back already.
      if (this.#db.inTransaction) this.#db.exec("rollback");
      throw error;
    }
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** As many as fit into one turn; at least one. */
function performed(group: readonly Waiting[]): (() => void)[] {
  const until = performance.now() + togetherMs;
  const tell: (() => void)[] = [];
  for (const { perform } of group) {
    tell.push(perform());
    if (performance.now() > until) break;
  }
  return tell;
}

/** libsql ends a text at its first NUL without a word, so one that has any is refused. */
function bound(params: readonly Value[]): Value[] {
  if (params.some((each) => typeof each === "string" && each.includes("\0")))
    throw new Error("A text with a NUL character can't be kept.");
  return [...params];
}

/** SQLite's result code by name, `SQLITE_BUSY`; empty for what isn't an error of SQLite. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Also the extended ones, such as SQLITE_BUSY_RECOVERY. */
const isBusy = (error: unknown) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

export const isTaken = (error: unknown): boolean =>
  /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(codeOf(error));

/** A full disk shows as FULL, or as an I/O error when it is the shared-memory file that can't grow. */
function typed(error: unknown): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "SQLITE_FULL" || code === "SQLITE_IOERR_SHMSIZE" || message.includes("disk is full"))
    return new StorageFull("The disk of the data folder is full.", { cause: error });
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY)/.test(code))
    return new StoreUnavailable(`The database file can't be used: ${message}.`, { cause: error });
  return error;
}
