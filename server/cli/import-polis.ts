import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import {
  type ImportedDiscussion,
  importDiscussion,
} from "#server/domain/imports/import-discussion.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { Slug } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { type CliCommand, CommandFailed, UsageError } from "./command.ts";
import type { WithCore } from "./core.ts";

/** What the command needs of the importer. */
export interface PolisImporter {
  /** An address made of a title; null when none can be made. */
  slugOf(title: string): Slug | null;
  /** Reads the whole export; throws an Error that names what is wrong with it. */
  readDiscussion(
    folder: string,
    choice: { title: string; slug: Slug; language: Language; phase: "open" | "closed" },
    now: number,
  ): Promise<ImportedDiscussion>;
}

export const importPolisCommand = (withCore: WithCore, importer: PolisImporter): CliCommand => ({
  name: "import polis",
  about: "Makes a discussion of a Polis export.",
  more: "The whole export is read first: with a fault in it, nothing is imported. The same import again changes nothing, and finishes one that was interrupted.",
  usage: "FOLDER --title TITLE --language LANGUAGE [--slug SLUG] [--closed]",
  explains: [
    ["FOLDER", "holds comments.csv, and votes.csv and summary.csv where there are any"],
    ["--title TITLE", "title of the discussion"],
    ["--language LANGUAGE", "language of the export: en, fr, es, de, ar ..."],
    [
      "--slug SLUG",
      "end of its address (made of the title, or of the folder's name, when left out)",
    ],
    ["--closed", "takes no more posts (open when left out)"],
  ],
  options: {
    title: { type: "string" },
    language: { type: "string" },
    slug: { type: "string" },
    closed: { type: "boolean" },
  },
  positionals: 1,
  run: async (args, voice) => {
    const [folder] = args.positionals;
    if (!folder) throw new UsageError("FOLDER is missing.");
    const title = args.needed("title");
    const language = Language.safeParse(args.needed("language")).data;
    if (!language) throw new UsageError("--language must be a language tag like en or pt-BR.");
    const slug = slugFor(args.given("slug"), { title, folder }, importer.slugOf);
    const phase = args.isSet("closed") ? "closed" : "open";
    const choice = { title, slug, language, phase } as const;
    // Before the store is opened, so that an export with a fault leaves nothing behind at all.
    const discussion = await importer.readDiscussion(folder, choice, Date.now());
    await withCore({ create: true }, async ({ deps }) => {
      const { written } = await brought(importDiscussion(deps, discussion));
      voice.say(written === 0 ? unchanged : summaryOf(discussion));
      voice.say(`${deps.publicUrl}/d/${slug}`);
    });
  },
});

const unchanged = "All of it was imported before: nothing has changed.";

function summaryOf({ posts, people }: ImportedDiscussion): string {
  const count = (wanted: string) => posts.filter(({ state }) => state === wanted).length;
  const states = ["published", "pending", "rejected"].map((state) => `${count(state)} ${state}`);
  return `Imported ${posts.length} posts by ${people.length} people: ${states.join(", ")}.`;
}

/** As chosen, or made of the title, of the folder's name where the title has no letters for one, or else of a checksum. */
function slugFor(
  given: string | null,
  { title, folder }: { title: string; folder: string },
  slugOf: PolisImporter["slugOf"],
): Slug {
  if (given !== null) {
    const slug = Slug.safeParse(given).data;
    if (slug) return slug;
    throw new UsageError("--slug must be 3 to 80 small letters, digits and single hyphens.");
  }
  const short = createHash("sha256").update(title).digest("hex").slice(0, 8);
  return slugOf(title) ?? slugOf(basename(resolve(folder))) ?? Slug.parse(`discussion-${short}`);
}

/** A refusal is told with what can be done about it. */
async function brought<T>(importing: Promise<T>): Promise<T> {
  try {
    return await importing;
  } catch (error) {
    if (error instanceof Refusal)
      throw new CommandFailed(`${error.message} (--slug chooses another address.)`);
    throw error;
  }
}
