import type { PostRow, State } from "#server/domain/state.ts";
import type { PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { sight, type Viewer } from "./visibility.ts";

/**
 * A post with its neighbours in its question, the posts it answers one through the other, and the replies below it: of each about a
 * page, the nearest first, and only what the viewer may know of. In the order of posting.
 */
export function contextOf(state: State, post: PostRow, viewer: Viewer): PostRow[] {
  const known: PostRow[] = [];
  const replies = new Map<PostId, PostRow[]>();
  for (const [, row] of state.posts.entries()) {
    if (row.questionId !== post.questionId || sight(row, viewer) === "nothing") continue;
    known.push(row);
    if (row.parentId === null) continue;
    const siblings = replies.get(row.parentId);
    if (siblings) siblings.push(row);
    else replies.set(row.parentId, [row]);
  }
  known.sort((a, b) => a.order - b.order);
  const place = known.indexOf(post);
  const half = limits.page / 2;
  const around = known.slice(Math.max(0, place - half), place + half);
  const found = new Set([...around, ...above(state, post), ...below(replies, post), post]);
  return [...found]
    .filter((row) => sight(row, viewer) !== "nothing")
    .sort((a, b) => a.order - b.order);
}

function above(state: State, post: PostRow): PostRow[] {
  const found: PostRow[] = [];
  for (let next = post.parentId; next !== null && found.length < limits.page; ) {
    const parent = state.posts.get(next);
    if (!parent) break;
    found.push(parent);
    next = parent.parentId;
  }
  return found;
}

function below(replies: ReadonlyMap<PostId, readonly PostRow[]>, post: PostRow): PostRow[] {
  const found: PostRow[] = [];
  const waiting = [post];
  for (let next = waiting.shift(); next && found.length < limits.page; next = waiting.shift()) {
    const own = replies.get(next.id) ?? [];
    found.push(...own);
    waiting.push(...own);
  }
  return found.slice(0, limits.page);
}
