const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => entities[char] ?? "");

/** HTML of plain text: blank lines part paragraphs, other line ends stay line ends. */
export const htmlOf = (text: string): string => paragraphs(text, escapeHtml);

/** The same for a text that may hold Markdown links, which become links. All else stays as it is written. */
export const htmlWithLinks = (text: string): string => paragraphs(text, linked);

const paragraphs = (text: string, inline: (line: string) => string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .join("\n")
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => `<p>${paragraph.trim().split("\n").map(inline).join("<br>")}</p>`)
    .join("\n");

const link = /\[([^[\]]{1,300})\]\((https?:\/\/[^\s()<>"]{1,2000})\)/g;

function linked(line: string): string {
  let html = "";
  let end = 0;
  for (const match of line.matchAll(link)) {
    const [whole, label = "", address = ""] = match;
    html += `${escapeHtml(line.slice(end, match.index))}<a href="${escapeHtml(address)}">${escapeHtml(label)}</a>`;
    end = match.index + whole.length;
  }
  return html + escapeHtml(line.slice(end));
}
