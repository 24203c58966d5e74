/** What a spreadsheet takes for the beginning of a formula, also in full width, and also behind what can't be seen. */
const formula = /^(?:[\s\p{Cf}\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

const cell = (text: string): string =>
  `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/**
 * A table as RFC 4180 has it: with commas, every cell in quotes, and lines ending in CR LF. What begins as a formula does has an
 * apostrophe in front, so that opening the file runs nothing that a person has for a name.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** The mark by which spreadsheets know that a file is UTF-8. */
const mark = "\ufeff";

/** Gives the browser a file to keep. */
export function download(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([mark, csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
