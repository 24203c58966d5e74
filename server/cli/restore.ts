import { fillStore, StoreNotEmpty } from "#server/store/fill-store.ts";
import type { StorePlace } from "#server/store/open-store.ts";
import { readBackup } from "./backup-file.ts";
import { type CliCommand, CommandFailed, UsageError } from "./command.ts";
import { tellCopied } from "./copied.ts";
import { copyStore } from "./copy-store.ts";

export interface RestoreNeeds {
  /** Where the store of the settings is, or will be. */
  place(): StorePlace;
  /** A folder to unpack the backup in; made when it isn't there. */
  scratch(): Promise<string>;
}

export const restore = ({ place, scratch }: RestoreNeeds): CliCommand => ({
  name: "restore",
  about: "Fills an empty store with a backup.",
  more: "Stop the server first. The store is whole afterwards, or as empty as before. If it is interrupted, nobody can open the store until the same command is run again. Open pages start over, and people sign in again.",
  usage: "FILE",
  explains: [["FILE", "what `backup` wrote"]],
  options: {},
  positionals: 1,
  async run(args, voice) {
    const [file] = args.positionals;
    if (!file) throw new UsageError("FILE is missing.");
    const where = place();
    const copied = await readBackup(file, scratch, (source) =>
      fillStore(where, (target) => copyStore(source, target)).catch((error: unknown) => {
        if (!(error instanceof StoreNotEmpty)) throw error;
        throw new CommandFailed("The store isn't empty, so nothing was restored.");
      }),
    );
    tellCopied(copied, "Restored and compared", voice);
    voice.warn("Sessions aren't in a backup: people sign in again.");
  },
});
