import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "#server/domain/store.ts";
import { openStore, parseStoreUri, type StorePlace } from "#server/store/open-store.ts";
import { StoreCannotOpen } from "#server/store/store-cannot-open.ts";
import { type CliCommand, CommandFailed, UsageError, type Voice } from "./command.ts";
import { type Copied, copyStore } from "./copy-store.ts";

export const copy: CliCommand = {
  name: "copy",
  about: "Copies everything into another store that is empty.",
  more: "That is: discussions with their logs, texts, vote totals and people. Stop the server first, or what is written meanwhile is left out. People sign in again afterwards: sessions and links aren't copied.",
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
      const target = await openStore(to);
      try {
        await copyInto(source, target, voice);
      } finally {
        await target.close();
      }
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

async function copyInto(source: Store, target: Store, voice: Voice): Promise<void> {
  if (!(await target.isEmpty()))
    throw new CommandFailed(
      "--to: The store isn't empty, so nothing was copied. If an earlier copy was interrupted, empty the store yourself and start over.",
    );
  try {
    tell(await copyStore(source, target), voice);
  } catch (error) {
    if (!(await target.isEmpty().catch(() => true)))
      voice.warn("The copy is incomplete. Don't use it: empty that store yourself and start over.");
    throw error;
  }
}

function tell({ accounts, texts, discussions }: Copied, { say, warn }: Voice): void {
  for (const { slug, entries, posts } of discussions)
    say(`${slug}: ${entries} log entries, ${posts} posts`);
  say(
    `Copied and compared: ${discussions.length} discussions, ${texts} texts, ${accounts} accounts.`,
  );
  warn("Sessions and links aren't copied: people sign in again, and invitations are made anew.");
}
