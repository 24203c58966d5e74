const inWord = /[\p{L}\p{M}\p{N}]/u;

/** The id of the post in whose words something is marked; null where nothing is. */
export function markedIn(): string | null {
  const marked = getSelection();
  if (!marked || marked.isCollapsed) return null;
  const { commonAncestorContainer: node } = marked.getRangeAt(0);
  const prose = (node instanceof Element ? node : node.parentElement)?.closest(".prose");
  return prose?.closest(".post")?.id.slice(2) ?? null;
}

/** The language of what is marked, which may be a translation of what was posted. */
export function markedLanguage(): string | null {
  const { commonAncestorContainer: node } = getSelection()?.getRangeAt(0) ?? {};
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>("[lang]")?.lang ?? null;
}

/** What is marked in the words of a post, "" for nothing. A word that is marked in part is marked whole. */
export function markedPassage(postId: string): string {
  const marked = getSelection();
  if (!marked || markedIn() !== postId) return "";
  const range = marked.getRangeAt(0);
  const { startContainer: first, endContainer: last } = range;
  let { startOffset: start, endOffset: end } = range;
  if (first instanceof Text) while (inWord.test(first.data[start - 1] ?? "")) start--;
  if (last instanceof Text && inWord.test(last.data[end - 1] ?? ""))
    while (inWord.test(last.data[end] ?? "")) end++;
  marked.setBaseAndExtent(first, start, last, end);
  return marked.toString().trim();
}
