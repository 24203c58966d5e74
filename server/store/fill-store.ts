import type { Store } from "#server/domain/store.ts";
import type { StorePlace } from "./open-store.ts";
import { fillableSqlite } from "./sqlite/fill-sqlite.ts";
import { StoreCannotOpen } from "./store-cannot-open.ts";

/** A store that is filled from elsewhere. Until it is whole it has a mark, with which nobody else opens it. */
export interface Fillable {
  store: Store;
  /** Empties what an interrupted filling left and sets the mark; false, changing nothing, when somebody's data are there. */
  begin(): Promise<boolean>;
  /** Gives the store a new epoch and takes the mark away; false when another filling has begun meanwhile. */
  finish(): Promise<boolean>;
  /** Empties the store and takes the mark away, unless another filling has begun meanwhile. */
  abandon(): Promise<void>;
}

/** There is somebody's data in a store that was to be filled. */
export class StoreNotEmpty extends Error {
  override name = "StoreNotEmpty";
}

/**
 * Fills an empty store, whole or not at all. A failure empties it again; after a crash it is refused to everybody until it
 * is filled once more. Throws `StoreNotEmpty` and `StoreCannotOpen`.
 */
export async function fillStore<T>(
  where: StorePlace,
  work: (empty: Store) => Promise<T>,
): Promise<T> {
  const target = await fillable(where);
  try {
    if (!(await target.begin())) throw new StoreNotEmpty("The store isn't empty.");
    return await filled(target, work);
  } finally {
    await target.store.close();
  }
}

export async function fillable(where: StorePlace): Promise<Fillable> {
  if (where.kind === "sqlite") return fillableSqlite(where.dataDir, where.durability);
  const { fillableMongo } = await import("./mongo/fill-mongo.ts");
  return fillableMongo(where.uri);
}

async function filled<T>(target: Fillable, work: (empty: Store) => Promise<T>): Promise<T> {
  try {
    const result = await work(target.store);
    if (!(await target.finish()))
      throw new StoreCannotOpen("Somebody else has begun to fill the same store.");
    return result;
  } catch (error) {
    // What can't be emptied now keeps its mark.
    await target.abandon().catch(() => undefined);
    throw error;
  }
}
