import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "#server/domain/store.ts";
import { fillStore, StoreNotEmpty } from "#server/store/fill-store.ts";
import { openStore, parseStoreUri, type StorePlace } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { type CliCommand, CommandFailed, UsageError } from "./command.ts";
import { tellCopied } from "./copied.ts";
import type { Copied } from "./copy-content.ts";
import { copyStore } from "./copy-store.ts";

export const copy: CliCommand = {
  name: "copy",
  about: "Copies everything into another store that is empty.",
  more: "That is: discussions with their logs, texts, vote totals, people and links. Stop the server first, or what is written meanwhile is left out. The other store is whole afterwards, or as empty as before. People sign in again: sessions aren't copied.",
  usage: "--from STORE --to STORE",
  explains: [
    ["--from STORE", "sqlite:FOLDER (a data folder) or mongodb://HOST/NAME"],
    ["--to STORE", "the same; it has to be empty"],
  ],
  options: { from: { type: "string" }, to: { type: "string" } },
  positionals: 0,
  async run(args, voice) {
    const from = placeIn("from", args.needed("from"));
    const to = placeIn("to", args.needed("to"));
    if (from.kind === "sqlite" && !existsSync(join(from.dataDir, "roundtable.db")))
      throw new CommandFailed(`--from: There is no database in ${from.dataDir}.`);
    const source = await openStore(from);
    try {
      tellCopied(await copyInto(source, to), "Copied and compared", voice);
      voice.warn("Sessions aren't copied: people sign in again.");
    } finally {
      await source.close();
    }
  },
};

function placeIn(option: string, uri: string): StorePlace {
  try {
    return parseStoreUri(uri);
  } catch (error) {
    if (error instanceof StoreCannotOpen) throw new UsageError(`--${option}: ${error.message}`);
    throw error;
  }
}

const copyInto = (source: Store, to: StorePlace): Promise<Copied> =>
  fillStore(to, (target) => copyStore(source, target)).catch((error: unknown) => {
    if (!(error instanceof StoreNotEmpty)) throw error;
    throw new CommandFailed("--to: The store isn't empty, so nothing was copied.");
  });
