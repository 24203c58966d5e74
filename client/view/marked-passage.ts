import type { PostView } from "#shared/model.ts";
import type { Target } from "./actions.ts";

const inWord = /[\p{L}\p{M}\p{N}]/u;

/** The id of the post in whose words something is marked; null where nothing is. */
export function markedIn(): string | null {
  const marked = getSelection();
  if (!marked || marked.isCollapsed) return null;
  const { commonAncestorContainer: node } = marked.getRangeAt(0);
  const prose = (node instanceof Element ? node : node.parentElement)?.closest(".prose");
  return prose?.closest(".post")?.id.slice(2) ?? null;
}

/** A reply that quotes what is marked in the words of the post, where something is. */
export function replyTo(post: PostView): Target {
  const quoted = markedPassage(post.id);
  return { kind: "reply", questionId: post.questionId, parent: post, ...(quoted && { quoted }) };
}

/** A word that is marked in part is marked whole. */
function markedPassage(postId: string): string {
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
