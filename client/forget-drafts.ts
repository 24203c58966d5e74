/**
 * Whoever signs out takes along the drafts of theirs that the server has, word for word (see client/drafts.ts). What it doesn't have stays,
 * for when they sign in again.
 */
export function forgetDrafts(
  shelf: Pick<Storage, "length" | "key" | "getItem" | "removeItem">,
  userId: string,
): void {
  const names = Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? "");
  for (const name of names)
    if (name.startsWith("draft ") && name.endsWith(` ${userId}`) && isSaved(shelf.getItem(name)))
      shelf.removeItem(name);
}

function isSaved(kept: string | null): boolean {
  try {
    return JSON.parse(kept ?? "")?.saved === true;
  } catch {
    return false;
  }
}
