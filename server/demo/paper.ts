/** Lines of a page, each with the size of its letters. */
export interface PaperLine {
  text: string;
  size: 11 | 16;
}

const escaped = (text: string): string => text.replace(/[\\()]/g, "\\$&");

/** Letters that every reader of PDF has, so that the file brings none. Only what Latin-1 holds can be written with them. */
function pageOf(lines: readonly PaperLine[]): string {
  const drawn = lines.map(({ text, size }) => {
    const lead = size === 16 ? 30 : 17;
    return `/F1 ${size} Tf 0 -${lead} Td (${escaped(text)}) Tj`;
  });
  return `BT 72 790 Td ${drawn.join("\n")} ET`;
}

/** A PDF of these pages, the smallest that there can be. */
export function paperOf(title: string, pages: readonly (readonly PaperLine[])[]): Buffer {
  const first = 4;
  const kids = pages.map((_, i) => `${first + 2 * i} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((lines, i) => {
      const content = pageOf(lines);
      const resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]";
      return [
        `<< /Type /Page /Parent 2 0 R ${resources} /Contents ${first + 2 * i + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
    `<< /Title (${escaped(title)}) >>`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\n`;
  return Buffer.from(`${file}startxref\n${table}\n%%EOF\n`, "latin1");
}
