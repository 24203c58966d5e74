const references: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (each) => references[each] ?? each);

/** A plain text as the HTML of a post: a blank line begins a paragraph, a line end stays one. */
export const asHtml = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, "<br>")}</p>`)
    .join("");

const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** The HTML of a post as plain text to be edited; `plain` is false when more than paragraphs would get lost. */
export function asText(html: string): { text: string; plain: boolean } {
  const text = html
    .replace(/\n/g, " ")
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<li>/g, "\n- ")
    .replace(/<\/(?:p|h3|h4|ul|ol|blockquote|pre)>/g, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => characters[name] ?? "")
    .replace(/[^\S\n]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { text, plain: !/<(?!\/?p>|br\s*\/?>)/.test(html) };
}
