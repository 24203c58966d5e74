import { expect, test } from "vitest";
import { csvOf } from "#client/csv.ts";
import { corpus } from "#test/people/corpus.ts";

/** Reads a table as RFC 4180 says: by its quotes, commas and lines, and by nothing else. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted = "", end] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const formulas = [
  ...["=1+1", "+1", "-2+3", "@SUM(A1:A2)", '=cmd|"/C calc"!A0', '=HYPERLINK("http://x.test",1)'],
  ...[
    "\t=1",
    "\r=1",
    "\n=1",
    "\r\n=1",
    "\tx",
    " =1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\u202e=1",
  ],
  ...["\ufeff=1", "\u0000=1", "＝1+1", "＋1", "－1", "＠SUM(1)", " ＝1"],
];
const harmless = [
  ...["Ann", "O'Hara", 'A "B" C', "a, b; c", "two\r\nlines", "1+1=2", "a=b", "", "محمد", "名前"],
  ...["–", "'=1", "name@example.org", "\u200bAnn", "Ann \t"],
];

test.each(formulas)("what begins as a formula does is text: %j", (text) => {
  const csv = csvOf([[text, "next"]]);
  expect(csv.startsWith(`"'`)).toBe(true);
  expect(cellsOf(csv)).toEqual([[`'${text}`, "next"]]);
});

test.each(harmless)("what begins otherwise stays as it is: %j", (text) => {
  expect(cellsOf(csvOf([[text, text]]))).toEqual([[text, text]]);
});

test("rows end as RFC 4180 has it, and no cell makes another", () => {
  expect(
    csvOf([
      ["a", 'b"'],
      ["", "c,\n"],
    ]),
  ).toBe('"a","b"""\r\n"","c,\n"\r\n');
  expect(csvOf([])).toBe("");
  const all = [...formulas, ...harmless, '","=1', '"\r\n"=1', '";"=1'].map((each) => [each, each]);
  const read = cellsOf(csvOf(all));
  expect(read.map((row) => row.length)).toEqual(all.map(() => 2));
});

const samples = corpus<{ name: string; payload: string }>("csv-injection.json");

test.skipIf(samples === null)("samples of others are cells of text, each one cell", () => {
  const payloads = (samples ?? []).map(({ payload }) => payload);
  expect(payloads.length).toBeGreaterThan(20);
  const read = cellsOf(csvOf(payloads.map((each) => [each])));
  expect(read.map(([cell]) => cell?.replace(/^'/, ""))).toEqual(
    payloads.map((each) => each.replace(/^'/, "")),
  );
  // By another rule than the one that is tried: nothing that shows begins a formula.
  for (const [cell = ""] of read) expect(cell.normalize("NFKC").trim()).not.toMatch(/^[=+\-@]/);
});
