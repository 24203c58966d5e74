import { all, styled } from "./pasted.ts";

/** Whether an element makes its text so; null where it doesn't say. */
type Says = (element: HTMLElement) => boolean | null;

function said(element: HTMLElement, property: string, on: RegExp, tags: string): boolean | null {
  const value = styled(element, property);
  if (value && !/^(inherit|unset|revert)/i.test(value)) return on.test(value);
  return element.matches(tags) || null;
}
/** A heading is bold without being marked so. */
const bold: Says = (element) =>
  !/^H[1-6]$/.test(element.tagName) &&
  said(element, "font-weight", /^(bold|[6-9]\d\d)/i, "b, strong, th");
const italic: Says = (element) => said(element, "font-style", /^(italic|oblique)/i, "i, em");

/** The nearest element that says anything about it decides. */
function holds(from: HTMLElement | null, says: Says): boolean {
  for (let each = from; each; each = each.parentElement) {
    const answer = says(each);
    if (answer !== null) return answer;
  }
  return false;
}

/** Texts, and mentions, which are whole. */
const wordsIn = (node: Node): (Text | HTMLElement)[] =>
  node instanceof Text || (node instanceof HTMLElement && node.matches("[data-mention]"))
    ? [node]
    : [...node.childNodes].flatMap(wordsIn);

/**
 * Bold and italic as they look: Google Docs and Word Online say so by styles alone, and Docs puts all of a text into a `b` that
 * isn't bold.
 */
export function pastedMarks(body: HTMLElement): void {
  const marked = wordsIn(body).map((words) => {
    const strong = holds(words.parentElement, bold) ? ["strong"] : [];
    return { words, tags: holds(words.parentElement, italic) ? [...strong, "em"] : strong };
  });
  for (const each of all(body))
    if (each.matches("b, strong, i, em")) each.replaceWith(...each.childNodes);
  for (const { words, tags } of marked)
    for (const tag of words.textContent?.trim() ? tags : []) {
      const mark = body.ownerDocument.createElement(tag);
      words.replaceWith(mark);
      mark.append(words);
    }
}
