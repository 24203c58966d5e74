import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Makes a folder that nobody else can read, named `prefix` and six letters, for a piece of work, and removes it after it: also when
 * the command is told to end in the middle. Only a kill leaves it.
 */
export async function inScratchFolder<T>(
  prefix: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(prefix); // no signal comes between this and the next lines
  const end = (): never => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  for (const signal of signals) process.once(signal, end);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, end);
    await rm(folder, { recursive: true, force: true });
  }
}
