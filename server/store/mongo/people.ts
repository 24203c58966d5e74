import { trusted } from "mongoose";
import type { Account, Link, People, Session } from "#server/domain/store.ts";
import { chunks, paged } from "#server/store/portions.ts";
import type { SessionId, UserId } from "#shared/ids.ts";
import type { AccountDocument, Models, SessionDocument } from "./models.ts";
import { isDuplicate, reach } from "./reach.ts";

const portion = 200;
const rowOnly = { _id: 0, row: 1 } as const;
interface Kept<R> {
  row: R;
}

const accountDocument = (row: Account): AccountDocument => {
  const { id, email, nameKey, admin, version } = row;
  return { _id: id, email, nameKey, admin, version, row };
};
const sessionDocument = (row: Session): SessionDocument => {
  const { id, userId, tokenHash, previousHash, endedAt, version } = row;
  return { _id: id, userId, tokenHash, previousHash, endedAt, version, row };
};

/** Which of an account's unique fields somebody else has; asked anew rather than read out of an error's text. */
async function takenOf(
  { accounts }: Models,
  { email, nameKey }: Account,
): Promise<"email_taken" | "name_taken" | null> {
  if (email !== null && (await reach(() => accounts.exists({ email })))) return "email_taken";
  if (nameKey !== null && (await reach(() => accounts.exists({ nameKey })))) return "name_taken";
  return null;
}

const one = async <R>(query: () => PromiseLike<Kept<R> | null>): Promise<R | null> =>
  (await reach(query))?.row ?? null;
/** The filter names the version before: of two that read the same one, one changes nothing. */
const swap = async (update: () => PromiseLike<{ matchedCount: number }>): Promise<boolean> =>
  (await reach(update)).matchedCount === 1;

export const mongoPeople = (models: Models): People => ({
  ...accountsOf(models),
  ...sessionsOf(models),
  ...linksOf(models),
});

type Sessions = Pick<
  People,
  "addSession" | "putSession" | "sessions" | "sessionByToken" | "sessionsOf" | "endedSince"
>;
type Links = Pick<People, "addLink" | "putLink" | "link" | "scanLinks">;
type Accounts = Omit<People, keyof Sessions | keyof Links>;

function accountsOf(models: Models): Accounts {
  const { accounts } = models;
  return {
    async addAccount(added) {
      try {
        await reach(() => accounts.insertMany([accountDocument(added)], { lean: true }));
        return "done";
      } catch (error) {
        const taken = isDuplicate(error) ? await takenOf(models, added) : null;
        if (taken === null) throw error;
        return taken;
      }
    },
    putAccount: (next) => {
      const { _id, ...rest } = accountDocument(next);
      return swap(() => accounts.updateOne({ _id, version: rest.version - 1 }, { $set: rest }));
    },
    async accounts(ids) {
      const found: Account[] = [];
      for (const some of chunks(ids, portion)) {
        const kept = await reach(() =>
          accounts.find({ _id: trusted({ $in: [...some] }) }, rowOnly).lean<Kept<Account>[]>(),
        );
        for (const { row } of kept) found.push(row);
      }
      return found;
    },
    accountByEmail: (email) =>
      one(() => accounts.findOne({ email }, rowOnly).lean<Kept<Account>>()),
    accountByNameKey: (nameKey) =>
      one(() => accounts.findOne({ nameKey }, rowOnly).lean<Kept<Account>>()),
    scanAccounts: (after, limit) =>
      paged<Account, UserId | null>(
        { after, limit },
        async (from, size) => {
          const kept = await reach(() =>
            accounts
              .find(from ? { _id: trusted({ $gt: from }) } : {}, rowOnly)
              .sort({ _id: 1 })
              .limit(size)
              .lean<Kept<Account>[]>(),
          );
          return kept.map(({ row }) => row);
        },
        ({ id }) => id,
      ),
    hasAdmin: async () => (await reach(() => accounts.exists({ admin: true }))) !== null,
  };
}

function sessionsOf({ sessions }: Models): Sessions {
  return {
    async addSession(added) {
      await reach(() => sessions.insertMany([sessionDocument(added)], { lean: true }));
    },
    putSession: (next) => {
      const { _id, ...rest } = sessionDocument(next);
      return swap(() => sessions.updateOne({ _id, version: rest.version - 1 }, { $set: rest }));
    },
    async sessions(ids) {
      const found: Session[] = [];
      for (const some of chunks(ids, portion)) {
        const kept = await reach(() =>
          sessions.find({ _id: trusted({ $in: [...some] }) }, rowOnly).lean<Kept<Session>[]>(),
        );
        for (const { row } of kept) found.push(row);
      }
      return found;
    },
    sessionByToken: async (hash) =>
      (await one(() => sessions.findOne({ tokenHash: hash }, rowOnly).lean<Kept<Session>>())) ??
      one(() => sessions.findOne({ previousHash: hash }, rowOnly).lean<Kept<Session>>()),
    async sessionsOf(userId) {
      const kept = await reach(() =>
        sessions.find({ userId }, rowOnly).sort({ _id: 1 }).lean<Kept<Session>[]>(),
      );
      return kept.map(({ row }) => row);
    },
    async endedSince(time) {
      const ended = await reach(() =>
        sessions
          .find({ endedAt: trusted({ $gt: time }) }, { _id: 1 })
          .sort({ endedAt: 1 })
          .lean<{ _id: SessionId }[]>(),
      );
      return ended.map(({ _id }) => _id);
    },
  };
}

function linksOf({ links }: Models): Links {
  return {
    async addLink(added) {
      const { tokenHash, version } = added;
      await reach(() =>
        links.insertMany([{ _id: tokenHash, version, row: added }], { lean: true }),
      );
    },
    putLink: ({ tokenHash, version, ...rest }) =>
      swap(() =>
        links.updateOne(
          { _id: tokenHash, version: version - 1 },
          { $set: { version, row: { tokenHash, version, ...rest } } },
        ),
      ),
    link: (tokenHash) => one(() => links.findById(tokenHash, rowOnly).lean<Kept<Link>>()),
    scanLinks: (after, limit) =>
      paged<Link, string | null>(
        { after, limit },
        async (from, size) => {
          const kept = await reach(() =>
            links
              .find(from ? { _id: trusted({ $gt: from }) } : {}, rowOnly)
              .sort({ _id: 1 })
              .limit(size)
              .lean<Kept<Link>[]>(),
          );
          return kept.map(({ row }) => row);
        },
        ({ tokenHash }) => tokenHash,
      ),
  };
}
