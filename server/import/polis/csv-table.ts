import { CsvError, parse } from "csv-parse/sync";
import type { Fault } from "./faults.ts";

export interface CsvFile {
  name: string;
  bytes: Uint8Array;
}

/** One record of a file, with the line it begins on. */
interface CsvRow {
  line: number;
  fields: string[];
}

/** The records of a file. What can't be read is added to `faults`; records after an unbalanced quote are lost with it. */
export function readCsv({ name, bytes }: CsvFile, faults: Fault[]): CsvRow[] {
  if (!isUtf8(bytes)) {
    faults.push({ file: name, line: badLine(bytes), what: "isn't UTF-8 text" });
    return [];
  }
  const rows: CsvRow[] = [];
  const lineAt = lineCounter(bytes);
  let end = 0;
  try {
    parse(bytes, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // The parser's own line numbers are those where a record ends, and differ with the kind of line ends.
      on_record: (fields, { bytes: upTo }) => {
        rows.push({ line: lineAt(end), fields });
        end = upTo;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push({ file: name, line: lineAt(end), what: wordsFor(error) });
  }
  return rows;
}

export interface TableRow<C extends string> {
  line: number;
  cell(column: C): string;
}

/** The rows below the header. A missing column, or a row of another width, is a fault. */
export function readTable<C extends string>(
  file: CsvFile,
  columns: readonly C[],
  faults: Fault[],
): TableRow<C>[] {
  const before = faults.length;
  const [header, ...rows] = readCsv(file, faults);
  if (!header) {
    if (faults.length === before) faults.push({ file: file.name, line: 1, what: "is empty" });
    return [];
  }
  const names = header.fields.map((field) => field.trim());
  const missing = columns.filter((column) => !names.includes(column));
  for (const column of missing)
    faults.push({ file: file.name, line: header.line, what: `there is no column "${column}"` });
  if (missing.length > 0) return [];
  const places = new Map(columns.map((column) => [column, names.indexOf(column)]));
  return rows.flatMap(({ line, fields }) => {
    if (fields.length !== names.length) {
      const what = `has ${fields.length} fields where the header has ${names.length}`;
      faults.push({ file: file.name, line, what });
      return [];
    }
    return [{ line, cell: (column: C) => fields[places.get(column) ?? -1] ?? "" }];
  });
}

const lf = 0x0a;
const cr = 0x0d;

/** The line of the first character at or after an offset that isn't a line end. Offsets have to rise. */
function lineCounter(bytes: Uint8Array): (offset: number) => number {
  let line = 1;
  let at = 0;
  const isEnd = () => bytes[at] === lf || bytes[at] === cr;
  return (offset) => {
    for (; at < offset || isEnd(); at++) {
      // Of CR LF only the second counts.
      if (isEnd() && !(bytes[at] === cr && bytes[at + 1] === lf)) line++;
    }
    return line;
  };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The first line that isn't UTF-8. A line feed is one byte that is part of no other character. */
function badLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const at = bytes.indexOf(lf, from);
    const to = at === -1 ? bytes.length : at + 1;
    if (!isUtf8(bytes.subarray(from, to))) return line;
    from = to;
  }
  return line;
}

const words: Partial<Record<CsvError["code"], string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark opens that is never closed",
  CSV_INVALID_CLOSING_QUOTE: "something follows a closing quotation mark",
  INVALID_OPENING_QUOTE: "a quotation mark stands inside a field that isn't quoted",
};
const wordsFor = ({ code }: CsvError): string => words[code] ?? `can't be read as CSV (${code})`;
