import type { ImportedDiscussion } from "#server/domain/imports/import-discussion.ts";
import { openExport } from "./open-export.ts";
import { readPolis } from "./read-polis.ts";
import { type ImportChoice, toDiscussion } from "./to-discussion.ts";

/** Reads the whole of a Polis export in a folder. Throws `UnreadableExport`, or an Error with one clear line. */
export const readDiscussion = async (
  folder: string,
  choice: ImportChoice,
  now: number,
): Promise<ImportedDiscussion> => toDiscussion(readPolis(await openExport(folder), now), choice);
