import type { FileType } from "#shared/model.ts";
import { bounded } from "./bounded.ts";
import { Refusal } from "./refusal.ts";

/** A file to be looked through before anybody else can have it. */
export interface ToScan {
  bytes: Uint8Array;
  name: string;
  type: FileType;
}

/** What looks for viruses. None comes with Roundtable: the operator brings one (see `SCANNER`). */
export interface Scanner {
  /**
   * What it found, or null when the file is clean. Throws when it can't tell. The signal is aborted when the time is over:
   * nobody waits any longer.
   */
  scan(file: ToScan & { signal: AbortSignal }): Promise<string | null>;
}

export type Scan = (file: ToScan) => Promise<void>;

/** After it the sender's page asks again. */
const scanMs = 8_000;

/** Refuses what it finds something in, and what can't be looked through now: a file that nobody looked through is never handed out. */
export function boundedScanner(
  scanner: Scanner,
  told: (error: unknown) => void,
  ms = scanMs,
): Scan {
  const scan = bounded((file: ToScan & { signal: AbortSignal }) => scanner.scan(file), {
    ...{ rule: "scanner", ms, told },
  });
  return async (file) => {
    const found = await scan(file);
    if (found === null) return;
    if (typeof found !== "string")
      throw new Refusal("unavailable", "The scanner gave no usable answer.", {
        details: { rule: "scanner_failed" },
      });
    throw new Refusal("invalid_input", "The virus scanner found something in this file.", {
      field: "data",
      details: { rule: "infected" },
    });
  };
}
