import type { Store } from "#server/domain/store.ts";
import { isMongoUri } from "./mongo/mongo-uri.ts";
import type { Durability } from "./sqlite/database-file.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";
import { StoreCannotOpen } from "./store-cannot-open.ts";

/** Where a store is. `dataDir` is the folder of the embedded one. */
export type StorePlace =
  | { kind: "sqlite"; dataDir: string; durability: Durability }
  | { kind: "mongodb"; uri: string };

/** The store that the settings name: MongoDB where there is an address of one, else the data folder. */
export const placeOf = (settings: {
  mongodbUri: string | null;
  dataDir: string;
  durability: "normal" | "full";
}): StorePlace =>
  settings.mongodbUri === null
    ? { kind: "sqlite", dataDir: settings.dataDir, durability: settings.durability }
    : { kind: "mongodb", uri: settings.mongodbUri };

/** Opens the store, making an empty one where there is none. Throws `StoreCannotOpen` within 5 s. */
export async function openStore(where: StorePlace): Promise<Store> {
  if (where.kind === "sqlite") return openSqlite(where.dataDir, where.durability);
  // Its driver takes as long to load as all the rest.
  const { openMongo } = await import("./mongo/open-mongo.ts");
  return openMongo(where.uri);
}

/** Reads `mongodb://...`, `mongodb+srv://...` or `sqlite:FOLDER`, as the command line takes them. */
export function parseStoreUri(uri: string): StorePlace {
  if (isMongoUri(uri)) return { kind: "mongodb", uri };
  const folder = /^sqlite:(.+)$/.exec(uri)?.[1];
  if (folder) return { kind: "sqlite", dataDir: folder, durability: "normal" };
  const what = uri.startsWith("mongodb")
    ? "This address of MongoDB can't be read"
    : `${uri.split("://")[0]} isn't a store`;
  throw new StoreCannotOpen(`${what}: give mongodb://HOST/NAME or sqlite:FOLDER.`);
}
