const blocks = /<\/?(?:p|br|h3|h4|ul|ol|li|blockquote|pre)[^>]*>/g;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Whether there is something to be read in a text: more than white space and what nobody sees. */
export const isReadable = (text: string): boolean =>
  /[\p{L}\p{N}\p{S}\p{P}]/u.test(text.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, ""));

/** The words of a post's HTML, as the sanitiser or a composer makes it, without markup: a line for each block. Its characters are those that count against the limit. */
export const plainText = (html: string): string =>
  html
    .replace(blocks, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n[\n ]*/g, "\n")
    .trim();
