import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
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

/** Set for a process that measures one thing. */
const alone = "BENCH_ALONE";

const say = (line: string) => process.stdout.write(`${line}\n`);

/** In a process of its own, so that what a measure leaves behind when it fails isn't in the next one's way. */
async function rowsOf(measure: Measure, scale: Scale): Promise<Row[]> {
  const child = fork(import.meta.filename, [measure.name, ...(scale.full ? ["--full"] : [])], {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    env: { ...process.env, [alone]: "1" },
  });
  const ms = measure.minutes * 60_000 * (scale.full ? 2 : 1);
  const late = setTimeout(() => child.kill(), ms);
  let rows: Row[] | null = null;
  child.once("message", (made: Row[]) => {
    rows = made;
  });
  const [code, signal] = await once(child, "exit");
  clearTimeout(late);
  if (rows) return rows;
  const why = signal ? "it took too long" : `its process ended with ${code}`;
  const nothing = { ours: null, bare: null, ratio: null, goal: null, met: false };
  return [{ measure: `${measure.name} failed: ${why}`, ...nothing }];
}

/** Measures, and tells the process that asked. */
async function measureAlone(measure: Measure, scale: Scale): Promise<never> {
  process.once("SIGTERM", () => process.exit(1));
  const rows = await measure.run(scale);
  await new Promise((sent) => process.send?.(rows, sent));
  process.exit();
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
const [only] = chosen;
if (process.env[alone] && only) await measureAlone(only, { full: values.full });
const rows: Row[] = [];
say(`${"".padEnd(64)}${["ours", "bare", "ratio"].map((head) => head.padStart(10)).join("")}`);
for (const measure of chosen)
  for (const row of await rowsOf(measure, { full: values.full })) {
    rows.push(row);
    say(line(row));
  }
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit();
