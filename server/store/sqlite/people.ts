import type { Account, Link, People, Session } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { SessionId } from "#shared/ids.ts";
import { type Connection, isTaken, type Value } from "./connection.ts";

interface JsonRow {
  row: string;
}
const parsed = <T>({ row }: JsonRow): T => JSON.parse(row);
const orNull = <T>(row: JsonRow | undefined): T | null => (row ? parsed<T>(row) : null);

export const sqlitePeople = (db: Connection): People => ({
  ...accounts(db),
  ...sessions(db),
  ...links(db),
});

type Sessions = Pick<
  People,
  "addSession" | "putSession" | "sessions" | "sessionByToken" | "sessionsOf" | "endedSince"
>;
type Links = Pick<People, "addLink" | "putLink" | "link" | "scanLinks">;
type Accounts = Omit<People, keyof Sessions | keyof Links>;

async function rowsById<T>(
  db: Connection,
  table: "account" | "session",
  ids: readonly string[],
): Promise<T[]> {
  const found: T[] = [];
  for (const some of chunks(ids)) {
    const rows = await db.read(() =>
      db.rows<JsonRow>(`select row from ${table} where id in (select value from json_each(?))`, [
        JSON.stringify(some),
      ]),
    );
    for (const row of rows) found.push(parsed<T>(row));
  }
  return found;
}

function accounts(db: Connection): Accounts {
  const account = (where: string, params: Value[]): Promise<Account | null> =>
    db.read(() =>
      orNull<Account>(db.row<JsonRow>(`select row from account where ${where}`, params)),
    );

  return {
    addAccount: (added) => db.write(() => addAccount(db, added)),
    putAccount: (next) =>
      db.write(
        () =>
          db.run(
            `update account set email = ?, name_key = ?, admin = ?, version = ?, row = ?
             where id = ? and version = ?`,
            [
              ...[next.email, next.nameKey, next.admin ? 1 : 0, next.version, JSON.stringify(next)],
              ...[next.id, next.version - 1],
            ],
          ) === 1,
      ),
    accounts: (ids) => rowsById<Account>(db, "account", ids),
    accountByEmail: (email) => account("email = ?", [email]),
    accountByNameKey: (nameKey) => account("name_key = ?", [nameKey]),
    scanAccounts: (after, limit) =>
      paged<Account, string>(
        { after: after ?? "", limit },
        (from, size) =>
          db.read(() =>
            db
              .rows<JsonRow>("select row from account where id > ? order by id limit ?", [
                from,
                size,
              ])
              .map((row) => parsed<Account>(row)),
          ),
        ({ id }) => id,
      ),
    hasAdmin: () =>
      db.read(() => db.row("select 1 from account where admin = 1 limit 1") !== undefined),
  };
}

function addAccount(db: Connection, added: Account): "done" | "email_taken" | "name_taken" {
  const { id, email, nameKey, admin, version } = added;
  const params = [id, email, nameKey, admin ? 1 : 0, version, JSON.stringify(added)];
  try {
    db.run("insert into account values (?, ?, ?, ?, ?, ?)", params);
    return "done";
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (db.row("select 1 from account where email = ?", [email])) return "email_taken";
    if (db.row("select 1 from account where name_key = ?", [nameKey])) return "name_taken";
    throw error;
  }
}

function sessions(db: Connection): Sessions {
  const session = (where: string, params: Value[]): Promise<Session | null> =>
    db.read(() =>
      orNull<Session>(db.row<JsonRow>(`select row from session where ${where}`, params)),
    );
  return {
    async addSession(added) {
      await db.write(() =>
        db.run("insert into session values (?, ?, ?, ?, ?, ?, ?)", [
          ...[added.id, added.userId, added.tokenHash, added.previousHash, added.endedAt],
          ...[added.version, JSON.stringify(added)],
        ]),
      );
    },
    putSession: (next) =>
      db.write(
        () =>
          db.run(
            `update session set token_hash = ?, previous_hash = ?, ended_at = ?, version = ?, row = ?
             where id = ? and version = ?`,
            [
              ...[next.tokenHash, next.previousHash, next.endedAt, next.version],
              ...[JSON.stringify(next), next.id, next.version - 1],
            ],
          ) === 1,
      ),
    sessions: (ids) => rowsById<Session>(db, "session", ids),
    sessionByToken: async (hash) =>
      (await session("token_hash = ?", [hash])) ?? session("previous_hash = ?", [hash]),
    sessionsOf: (userId) =>
      db.read(() =>
        db
          .rows<JsonRow>("select row from session where user_id = ? order by id", [userId])
          .map((row) => parsed<Session>(row)),
      ),
    endedSince: (time) =>
      db.read(() =>
        db
          .rows<{ id: SessionId }>("select id from session where ended_at > ? order by ended_at", [
            time,
          ])
          .map(({ id }) => id),
      ),
  };
}

function links(db: Connection): Links {
  return {
    async addLink(added) {
      await db.write(() =>
        db.run("insert into link values (?, ?, ?)", [
          ...[added.tokenHash, added.version, JSON.stringify(added)],
        ]),
      );
    },
    putLink: (next) =>
      db.write(
        () =>
          db.run("update link set version = ?, row = ? where token_hash = ? and version = ?", [
            ...[next.version, JSON.stringify(next), next.tokenHash, next.version - 1],
          ]) === 1,
      ),
    link: (tokenHash) =>
      db.read(() =>
        orNull<Link>(db.row<JsonRow>("select row from link where token_hash = ?", [tokenHash])),
      ),
    scanLinks: (after, limit) =>
      paged<Link, string>(
        { after: after ?? "", limit },
        (from, size) =>
          db.read(() =>
            db
              .rows<JsonRow>(
                "select row from link where token_hash > ? order by token_hash limit ?",
                [from, size],
              )
              .map((row) => parsed<Link>(row)),
          ),
        ({ tokenHash }) => tokenHash,
      ),
  };
}
