import { effect, type Signal, signal } from "@preact/signals";
import type { PostId } from "#shared/ids.ts";

/** Which long posts stand open: kept with this entry of the browser's history, so that whoever reloads or comes back finds them so. */
export function unfoldedBefore(): Signal<ReadonlySet<PostId>> {
  const unfolded = signal<ReadonlySet<PostId>>(new Set(history.state?.unfolded));
  const keep = () => history.replaceState({ ...history.state, unfolded: [...unfolded.value] }, "");
  let known = unfolded.peek();
  effect(() => {
    // What the entry says already needn't be said again.
    if (known !== unfolded.value) keep();
    known = unfolded.value;
  });
  // A step to a place on the page is an entry of its own.
  addEventListener("hashchange", keep);
  return unfolded;
}
