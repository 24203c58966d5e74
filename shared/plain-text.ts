const blocks = /<\/?(?:p|br|h3|h4|ul|ol|li|blockquote|pre)[^>]*>/g;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** The words of a post's HTML, as the sanitiser or a composer makes it, without markup: a line for each block. Its characters are those that count against the limit. */
export const plainText = (html: string): string =>
  html
    .replace(blocks, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n[\n ]*/g, "\n")
    .trim();
