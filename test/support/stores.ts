import type { Store } from "#server/domain/store.ts";
import { openStore, type StorePlace } from "#server/store/open-store.ts";
import { mongo, mongoUri } from "./mongo.ts";
import { tempFolder } from "./temp-folder.ts";

/** A database of its own, empty at first. Whoever opens a store closes it. */
export interface FreshStore {
  store: Store;
  /** Another instance on the same database, as another process has it. */
  again(): Promise<Store>;
  place: StorePlace;
}
export interface Opener {
  engine: "sqlite" | "mongodb";
  open(): Promise<FreshStore>;
  /** How much a test does on this engine: property runs, posts of each in a storm, posts in a long discussion. */
  runs: { property: number; storm: number; posts: number };
}

async function opened(place: StorePlace): Promise<FreshStore> {
  const again = () => openStore(place);
  return { store: await again(), again, place };
}

export const sqlite: Opener = {
  engine: "sqlite",
  runs: { property: 30, storm: 40, posts: 10_000 },
  open: () => opened({ kind: "sqlite", dataDir: tempFolder(), durability: "normal" }),
};
export const mongodb: Opener = {
  engine: "mongodb",
  runs: { property: 4, storm: 8, posts: 500 },
  open: async () => opened({ kind: "mongodb", uri: await mongoUri() }),
};

/** The stores that can be tested here. */
export const openers: readonly Opener[] = mongo !== null ? [sqlite, mongodb] : [sqlite];
