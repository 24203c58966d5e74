import { isDeepStrictEqual } from "node:util";
import type { Collection } from "mongoose";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import type { Models } from "./models.ts";

/** What makes an index do its work; versions, names and build options don't. */
interface Shape {
  key: Record<string, unknown>;
  unique: boolean;
  partial: unknown;
  sparse: boolean;
}

const shapeOf = (key: object, options: object): Shape => ({
  key: { ...key },
  unique: "unique" in options && options.unique === true,
  partial: "partialFilterExpression" in options ? options.partialFilterExpression : null,
  sparse: "sparse" in options && options.sparse === true,
});
const keyText = (key: object): string => JSON.stringify(key);

/** Creates the indexes that are missing and makes sure that all are there and as they must be. */
export async function ensureIndexes(models: Models): Promise<void> {
  for (const { collection, schema } of Object.values(models)) {
    const wanted = schema.indexes().map(([key, options]) => shapeOf(key, options));
    // A collection is made by its first write or its first index, and some need no index of ours.
    if (wanted.length === 0) continue;
    await create(collection, wanted);
    const found = (await collection.indexes()).map((index) => shapeOf(index.key, index));
    const missing = wanted.find((shape) => !found.some((each) => sameShape(each, shape)));
    if (missing)
      throw new StoreCannotOpen(
        `The index ${keyText(missing.key)} of MongoDB's collection ${collection.name} is missing or different.`,
      );
  }
}

async function create(collection: Collection, wanted: readonly Shape[]): Promise<void> {
  try {
    for (const shape of wanted) await collection.createIndex(specOf(shape.key), optionsOf(shape));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreCannotOpen(
      `MongoDB won't make an index of ${collection.name} that Roundtable needs: ${why}`,
      { cause: error },
    );
  }
}

const specOf = (key: object): Record<string, 1 | -1> =>
  Object.fromEntries(Object.entries(key).map(([field, way]) => [field, way === -1 ? -1 : 1]));
const optionsOf = ({ unique, partial }: Shape) => ({
  unique,
  ...(partial ? { partialFilterExpression: Object(partial) } : {}),
});

/** The order of an index's fields counts. */
const sameShape = (a: Shape, b: Shape): boolean =>
  keyText(a.key) === keyText(b.key) && isDeepStrictEqual({ ...a, key: null }, { ...b, key: null });
