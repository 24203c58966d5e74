import type { PostId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";

/** A post in its place on the screen. */
export interface Row {
  post: PostView;
  /** 0 for a thread's first post; deeper replies than 4 stay at 4, and say whom they answer. */
  depth: number;
  /** What it answers, when that is loaded. */
  parent: PostView | null;
}

const deepest = 4;

/** Pinned posts by the order of pinning, then the newest conversation first. */
function byPlace(a: PostView, b: PostView): number {
  if (a.pinned !== null || b.pinned !== null)
    return (a.pinned ?? Number.POSITIVE_INFINITY) - (b.pinned ?? Number.POSITIVE_INFINITY);
  return b.order - a.order;
}

/**
 * One question's posts as a flat list in thread order: each reply below what it answers, official answers first and then oldest first. A pinned reply stands
 * with the pinned ones, and a reply to a post that isn't loaded begins a thread of its own.
 */
export function threads(posts: readonly PostView[]): Row[] {
  const byId = new Map<PostId, PostView>(posts.map((post) => [post.id, post]));
  const parentOf = (post: PostView) => (post.parentId ? (byId.get(post.parentId) ?? null) : null);
  const roots: PostView[] = [];
  const replies = new Map<PostId, PostView[]>();
  for (const post of posts) {
    const parent = parentOf(post);
    if (!parent || post.pinned !== null) {
      roots.push(post);
      continue;
    }
    const siblings = replies.get(parent.id);
    if (siblings) siblings.push(post);
    else replies.set(parent.id, [post]);
  }
  roots.sort(byPlace).reverse();
  const rows: Row[] = [];
  // A stack and no recursion: a chain of replies may be thousands deep.
  const waiting = roots.map((post) => ({ post, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { post, depth } = next;
    rows.push({ post, depth, parent: parentOf(post) });
    const below = (replies.get(post.id) ?? []).sort(
      (a, b) => Number(a.official) - Number(b.official) || b.order - a.order,
    );
    for (const reply of below) waiting.push({ post: reply, depth: Math.min(depth + 1, deepest) });
  }
  return rows;
}
