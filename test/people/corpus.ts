import { existsSync, readFileSync } from "node:fs";

/** The items of a file of hostile input that may lie beside the repository; null, and a line that says so, without it. */
export function corpus<T>(file: string): T[] | null {
  const path = `../shared/corpora/${file}`;
  if (!existsSync(path)) {
    process.stderr.write(`${path} isn't here: only this project's own samples are tried.\n`);
    return null;
  }
  const read: { items: T[] } = JSON.parse(readFileSync(path, "utf8"));
  return read.items;
}
