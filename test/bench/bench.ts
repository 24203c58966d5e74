import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { killAll } from "./load/processes.ts";
import { calm } from "./measures/calm.ts";
import { commits, commitsOnMongo } from "./measures/commits.ts";
import { drops } from "./measures/drops.ts";
import { growth } from "./measures/growth.ts";
import { memory } from "./measures/memory.ts";
import { opening } from "./measures/opening.ts";
import { restart } from "./measures/restart.ts";
import { returning } from "./measures/returning.ts";
import { storm } from "./measures/storm.ts";
import type { Measure, Row, Scale } from "./row.ts";

const measures: readonly Measure[] = [
  ...[calm, storm, memory, returning, opening, restart, drops, commits, commitsOnMongo, growth],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, full: { type: "boolean", default: false } },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A measure that fails or takes too long is a row that says so; the others are measured all the same. */
async function rowsOf(measure: Measure, scale: Scale): Promise<Row[]> {
  let timer: NodeJS.Timeout | undefined;
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, failed) => {
    fail = failed;
    const ms = measure.minutes * 60_000 * (scale.full ? 2 : 1);
    timer = setTimeout(() => fail(new Error("it took too long")), ms);
  });
  process.once("uncaughtException", fail);
  try {
    return await Promise.race([measure.run(scale), ended]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const nothing = { ours: null, bare: null, ratio: null, goal: null, met: false };
    return [{ measure: `${measure.name} failed: ${why}`, ...nothing }];
  } finally {
    clearTimeout(timer);
    process.off("uncaughtException", fail);
    killAll();
  }
}

function line({ measure, ours, bare, ratio, goal, met }: Row): string {
  const cell = (figure: number | null) => String(figure ?? "-").padStart(10);
  const judged = goal === null ? "" : `goal ${goal}: ${met ? "met" : "NOT met"}`;
  return `${measure.padEnd(64)}${cell(ours)}${cell(bare)}${cell(ratio)}   ${judged}`;
}

const unknown = positionals.filter((name) => !measures.some((measure) => measure.name === name));
if (unknown.length > 0) {
  say(`There is no measure ${unknown.join(", ")}: ${measures.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const chosen = measures.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);
const rows: Row[] = [];
say(`${"".padEnd(64)}${["ours", "bare", "ratio"].map((head) => head.padStart(10)).join("")}`);
for (const measure of chosen)
  for (const row of await rowsOf(measure, { full: values.full })) {
    rows.push(row);
    say(line(row));
  }
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit();
