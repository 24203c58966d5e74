import { paintFrom } from "#client/place.ts";
import type { PostId } from "#shared/ids.ts";

/** Where a reply stood in the window when somebody went from it to what it answers. */
interface Left {
  id: PostId;
  top: number;
}

let watching = false;

/**
 * Looks where a reply stands; what it gives keeps that with this entry of the browser's history, for coming back to it. The browser
 * alone comes back to a height of the page, where something else may stand by then, and leaves the focus where one was.
 */
export function leaving(id: PostId): () => void {
  if (!watching) addEventListener("popstate", ({ state }) => state?.left && comeBack(state.left));
  watching = true;
  const top = document.getElementById(`p-${id}`)?.getBoundingClientRect().top ?? 0;
  return () => history.replaceState({ ...history.state, left: { id, top } satisfies Left }, "");
}

function comeBack({ id, top }: Left): void {
  // Whoever comes by here once more may have gone from somewhere else.
  const { left: _, ...rest } = history.state;
  history.replaceState(rest, "");
  // Behind the browser, which scrolls too.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const post = document.getElementById(`p-${id}`);
      if (!post) return;
      paintFrom(post);
      scrollBy({ top: post.getBoundingClientRect().top - top, behavior: "instant" });
      post.querySelector<HTMLElement>(".re a")?.focus({ preventScroll: true });
    }),
  );
}
