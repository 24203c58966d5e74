import { openStore, type StorePlace } from "#server/store/open-store.ts";
import { writeBackup } from "./backup-file.ts";
import { type CliCommand, UsageError } from "./command.ts";
import { tellCopied } from "./copied.ts";

/** `place`: where the store of the settings is; throws `CommandFailed` when there is none. */
export const backup = (place: () => Promise<StorePlace>): CliCommand => ({
  name: "backup",
  about: "Writes discussions, people and links into a file, also while the server runs.",
  more: "All that was acknowledged before it began is in it. The file appears when it is whole. Keep it as you keep the database: it holds e-mail addresses and the hashes of passwords.",
  usage: "FILE [--overwrite]",
  explains: [
    ["FILE", "for example roundtable.backup; it must not be there yet"],
    ["--overwrite", "replaces FILE, once the new one is whole"],
  ],
  options: { overwrite: { type: "boolean" } },
  positionals: 1,
  async run(args, voice) {
    const [file] = args.positionals;
    if (!file) throw new UsageError("FILE is missing.");
    const store = await openStore(await place());
    try {
      const { bytes, ...copied } = await writeBackup(store, file, {
        overwrite: args.isSet("overwrite"),
      });
      tellCopied(copied, `Written to ${file} (${megabytes(bytes)} MB) and compared`, voice);
      voice.warn(
        "Sessions and the server's secret aren't in it. Keep it where only you can read it.",
      );
    } finally {
      await store.close();
    }
  },
});

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
