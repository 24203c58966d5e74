import { chunks } from "#server/store/portions.ts";
import { duplicatesIn, reach } from "./reach.ts";

/** A document whose `seq` (or other rising number) decides whether it may be written over the one that is there. */
interface Guarded {
  _id: string;
  seq: number;
}
interface Write {
  updateOne: { filter: object; update: object; upsert?: boolean };
}
/** What this needs of a mongoose model. */
interface Target {
  bulkWrite(writes: Write[], options: typeof unordered): PromiseLike<unknown>;
}
/** Unless told so, mongoose leaves out of an unordered batch, without a word, what doesn't fit the schema. */
export const unordered = { ordered: false, throwOnValidationError: true } as const;

/** Documents in one batch: few enough for a slow server to answer in time. */
const portion = 200;

/**
 * Writes each document over an older one or where there is none; where there is a newer one, nothing happens.
 * The filter matches older ones only, so an upsert over a newer one tries to insert and is refused by the `_id`.
 * That refusal also comes when somebody inserted an older one at the same moment, so those refused are tried
 * once more without inserting: rows are never deleted, so then the guard alone decides.
 */
export async function putNewer<D extends Guarded>(
  model: Target,
  documents: readonly D[],
): Promise<void> {
  for (const some of chunks(documents, portion)) {
    const refused = await put(model, some, true);
    const again = refused.flatMap((i) => some[i] ?? []);
    if (again.length > 0) await put(model, again, false);
  }
}

async function put<D extends Guarded>(
  model: Target,
  documents: readonly D[],
  upsert: boolean,
): Promise<number[]> {
  const writes = documents.map(({ _id, ...rest }) => ({
    updateOne: { filter: { _id, seq: { $lt: rest.seq } }, update: { $set: rest }, upsert },
  }));
  try {
    await reach(() => model.bulkWrite(writes, unordered));
    return [];
  } catch (error) {
    return duplicatesIn(error);
  }
}
