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
  let folder: string | null = null;
  const end = (): never => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  // Before there is a folder: whoever sees it may send a signal at once.
  for (const signal of signals) process.once(signal, end);
  try {
    folder = mkdtempSync(prefix);
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, end);
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}
