import { randomUUID } from "node:crypto";
import mongoose, { type Connection } from "mongoose";
import { type Store, StoreReplaced } from "#server/domain/store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { mongoContacts } from "./contacts.ts";
import { mongoDiscussions } from "./discussions.ts";
import { mongoDrafts } from "./drafts.ts";
import { mongoFiles } from "./files.ts";
import { mongoImpressions } from "./impressions.ts";
import { ensureIndexes } from "./indexes.ts";
import { mongoLog } from "./log.ts";
import { mongoMarks } from "./marks.ts";
import { createModels, type Models } from "./models.ts";
import { withoutSecrets } from "./mongo-uri.ts";
import { mongoPeople } from "./people.ts";
import { mongoPosts } from "./posts.ts";
import { isDuplicate, reach } from "./reach.ts";
import { mongoSearch } from "./search.ts";
import { mongoSpaces } from "./spaces.ts";
import { mongoTexts } from "./texts.ts";
import { mongoVotes } from "./votes.ts";

/** What the documents look like; a later Roundtable that changes it counts on. */
const schemaVersion = 1;
const connectMs = 4_500;

/** A store on a MongoDB server. Its database is the one the address names, else `roundtable`. */
export async function openMongo(uri: string): Promise<Store> {
  const { db, models, epoch } = await openDatabase(uri);
  try {
    if (!(await isMarked(models))) return mongoStore(db, models, epoch);
    throw new StoreCannotOpen(
      `The MongoDB store ${withoutSecrets(uri)} is incomplete: it is being filled, or that was interrupted. Restore or copy into it again, or drop it.`,
    );
  } catch (error) {
    await db.close(true).catch(() => undefined);
    throw cannotOpen(uri, error);
  }
}

/** The database with its collections and indexes, whether it is whole or not. */
export async function openDatabase(
  uri: string,
): Promise<{ db: Connection; models: Models; epoch: string }> {
  const db = await connect(uri);
  try {
    const models = createModels(db);
    await refuseNewer(models, uri);
    await ensureIndexes(models);
    const epoch = await agreed(models, "epoch", randomUUID());
    await agreed(models, "schema", String(schemaVersion));
    return { db, models, epoch };
  } catch (error) {
    await db.close(true).catch(() => undefined);
    throw cannotOpen(uri, error);
  }
}

/** Whether it is being filled, or was left half filled. */
export const isMarked = async ({ meta }: Models): Promise<boolean> =>
  (await reach(() => meta.exists({ _id: "filling" }))) !== null;

export function mongoStore(db: Connection, models: Models, epoch: string): Store {
  return {
    kind: "mongodb",
    epoch,
    log: mongoLog(models),
    texts: mongoTexts(models),
    discussions: mongoDiscussions(models),
    posts: mongoPosts(models),
    people: mongoPeople(models),
    search: mongoSearch(models),
    votes: mongoVotes(models),
    marks: mongoMarks(models),
    drafts: mongoDrafts(models),
    contacts: mongoContacts(models),
    impressions: mongoImpressions(models),
    spaces: mongoSpaces(models),
    files: mongoFiles(models),
    async ping() {
      const holds = await reach(() => models.meta.exists({ _id: "epoch", value: epoch }));
      if (holds === null) throw new StoreReplaced();
    },
    async isEmpty() {
      const found = await Promise.all([
        reach(() => models.accounts.exists({})),
        reach(() => models.registrations.exists({})),
      ]);
      return found.every((each) => each === null);
    },
    close: () => db.close(),
  };
}

async function connect(uri: string): Promise<Connection> {
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
  let timer: NodeJS.Timeout | undefined;
  const db = mongoose.createConnection();
  // Operators in a filter are ours alone (`trusted`); in a value they are taken for a value.
  db.set("sanitizeFilter", true);
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${connectMs} ms`)), connectMs);
  });
  try {
    const opening = db.openUri(uri, {
      ...(named ? {} : { dbName: "roundtable" }),
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 2_000,
      socketTimeoutMS: 4_000,
      heartbeatFrequencyMS: 2_000,
      readPreference: "primary",
      // What was read must not be undone by a change of primary.
      readConcern: { level: "majority" },
      writeConcern: { w: "majority", journal: true },
    });
    await Promise.race([opening, late]);
    return db;
  } catch (error) {
    await db.close(true).catch(() => undefined);
    throw cannotOpen(uri, error);
  } finally {
    clearTimeout(timer);
  }
}

async function refuseNewer({ meta }: Models, uri: string): Promise<void> {
  const found = await reach(() => meta.findById("schema").lean<{ value: string }>());
  if (Number(found?.value ?? schemaVersion) > schemaVersion)
    throw new StoreCannotOpen(
      `The MongoDB store ${withoutSecrets(uri)} was written by a newer Roundtable (schema ${found?.value}; this one knows up to ${schemaVersion}).`,
    );
}

/** The value that whoever came first wrote under the key: several processes may start at once. */
async function agreed({ meta }: Models, key: string, mine: string): Promise<string> {
  try {
    await reach(() => meta.insertMany([{ _id: key, value: mine }], { lean: true }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const found = await reach(() => meta.findById(key).lean<{ value: string }>());
  if (!found) throw new Error(`the store's ${key} is gone`);
  return found.value;
}

function cannotOpen(uri: string, error: unknown): Error {
  if (error instanceof StoreCannotOpen) return error;
  const why = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  return new StoreCannotOpen(
    `The MongoDB store ${withoutSecrets(uri)} can't be opened: ${why.replace(/\.$/, "")}.`,
    { cause: error },
  );
}
