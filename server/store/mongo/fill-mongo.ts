import { randomUUID } from "node:crypto";
import type { Fillable } from "#server/store/fill-store.ts";
import { ensureIndexes } from "./indexes.ts";
import type { Models } from "./models.ts";
import { isMarked, mongoStore, openDatabase } from "./open-mongo.ts";
import { reach } from "./reach.ts";

/** The mark is there before anything else changes and goes last, since there are no transactions. */
export async function fillableMongo(uri: string): Promise<Fillable> {
  const { db, models, epoch } = await openDatabase(uri);
  const store = mongoStore(db, models, epoch);
  const mark = randomUUID();
  const { meta } = models;
  const setMark = () =>
    reach(() => meta.updateOne({ _id: "filling" }, { $set: { value: mark } }, { upsert: true }));
  const hasMark = async () =>
    (await reach(() => meta.exists({ _id: "filling", value: mark }))) !== null;
  const unmark = async () =>
    (await reach(() => meta.deleteOne({ _id: "filling", value: mark }))).deletedCount === 1;
  return {
    store,
    async begin() {
      const interrupted = await isMarked(models);
      if (!interrupted && !(await store.isEmpty())) return false;
      await setMark();
      if (interrupted) await empty(models);
      return true;
    },
    async finish() {
      if (!(await hasMark())) return false;
      await reach(() => meta.updateOne({ _id: "epoch" }, { $set: { value: randomUUID() } }));
      return unmark();
    },
    async abandon() {
      if (!(await hasMark())) return;
      await empty(models);
      await unmark();
    },
  };
}

/** Drops all there is, except what the store is called: deleting document by document may take longer than we wait. */
async function empty(models: Models): Promise<void> {
  const { meta: _, ...others } = models;
  for (const { collection } of Object.values(others)) await reach(() => collection.drop());
  await ensureIndexes(models);
}
