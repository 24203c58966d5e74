import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PolisFiles } from "./read-polis.ts";

/** Largest file that is read into memory. */
const bytesMax = 256 * 1024 * 1024;

/** The files of an export in a folder. `comments.csv` must be there; a fault is an Error with one clear line. */
export async function openExport(folder: string): Promise<PolisFiles> {
  const comments = await read(folder, "comments.csv");
  if (!comments) throw new Error(`There is no comments.csv in ${folder}.`);
  return {
    comments,
    votes: await read(folder, "votes.csv"),
    summary: await read(folder, "summary.csv"),
  };
}

async function read(folder: string, name: string): Promise<Uint8Array | null> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size > bytesMax) throw new Error(`${path} is larger than ${bytesMax / 1024 / 1024} MB.`);
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code !== undefined) throw new Error(`${path} can't be read (${String(code)}).`);
    throw error;
  }
}
