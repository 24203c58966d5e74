import type { PostId } from "#shared/ids.ts";

const note = /^#(note-([0-9a-f-]{36})-\d+)$/;

export const isPostId = (text: string): text is PostId =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A footnote may stand in the folded rest of its post, where the browser finds nothing to go to: the post unfolds first. */
export function followNotes(reading: { setExpanded(postId: PostId, expanded: true): void }): void {
  addEventListener("hashchange", () => {
    const [, name = "", postId = ""] = note.exec(location.hash) ?? [];
    if (!isPostId(postId) || document.getElementById(name)) return;
    reading.setExpanded(postId, true);
    requestAnimationFrame(() => document.getElementById(name)?.scrollIntoView());
  });
}
