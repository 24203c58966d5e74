const moreThanLines = "ul, ol, li, blockquote, pre, h1, h2, h3, h4, h5, h6";

/**
 * A post has no tables. A row becomes a paragraph, "2020 | 1,500"; where a cell holds more than a line, as where a table only puts
 * things side by side, its cells follow one another.
 */
export function pastedTables(body: HTMLElement): void {
  // The innermost first: what they have become then stands in the cells of the others.
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = [...table.querySelectorAll("caption, tr")];
    table.replaceWith(
      ...rows.flatMap((row) => ofRow(row.tagName === "TR" ? [...row.children] : [row])),
    );
  }
}

function ofRow(cells: Element[]): Node[] {
  const filled = cells.slice(0, cells.findLastIndex(isFilled) + 1);
  const lines = filled.map(lineOf);
  if (lines.includes(null))
    return filled.flatMap((cell, i) => (lines[i] ? paragraph(lines[i]) : [...cell.childNodes]));
  return paragraph(lines.flatMap((line, i) => [...(i > 0 ? [" | "] : []), ...(line ?? [])]));
}

const isFilled = (element: Element): boolean => element.textContent?.trim() !== "";

/** What a cell holds when that is one line. */
function lineOf(cell: Element): Node[] | null {
  if (cell.querySelector(moreThanLines)) return null;
  for (const each of cell.querySelectorAll("p, div")) if (!isFilled(each)) each.remove();
  const [line, second] = [...cell.querySelectorAll("p, div")].filter(
    (block) => !block.querySelector("p, div"),
  );
  if (second || (line && line.textContent?.trim() !== cell.textContent?.trim())) return null;
  for (const each of cell.querySelectorAll("br")) each.replaceWith(" ");
  return [...(line ?? cell).childNodes];
}

function paragraph(of: (Node | string)[]): HTMLElement[] {
  if (of.length === 0) return [];
  const made = document.createElement("p");
  made.append(...of);
  return [made];
}
