/** What is wrong with an export, and where. */
export interface Fault {
  file: string;
  /** Counted from 1; 0 where the fault is in no line. */
  line: number;
  what: string;
}

/** How many faults are told: enough to see the pattern, few enough to read. */
const shown = 20;

/** An export that can't be imported; the message names every fault, one a line. */
export class UnreadableExport extends Error {
  override name = "UnreadableExport";
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(messageOf(faults));
    this.faults = faults;
  }
}

function messageOf(faults: readonly Fault[]): string {
  const lines = faults
    .slice(0, shown)
    .map(({ file, line, what }) => `  ${file}${line > 0 ? ` line ${line}` : ""}: ${what}`);
  if (faults.length > shown) lines.push(`  ... and ${faults.length - shown} more`);
  return [`Nothing was imported: the export has ${count(faults.length)}.`, ...lines].join("\n");
}
const count = (n: number): string => (n === 1 ? "a fault" : `${n} faults`);
