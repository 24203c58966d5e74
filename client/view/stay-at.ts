import { bringIntoView } from "#client/keep-place.ts";
import type { PostId } from "#shared/ids.ts";

/** Frames: longer than what was done takes to come by the feed. */
const frames = 120;

type Place = HTMLElement | null | undefined;

/**
 * What was done takes away what had the focus, now or in a moment: then what stands in its place has it. Whoever has pressed something
 * else by then is there.
 */
function stayBy(place: () => Place): void {
  let left = frames;
  const end = () => {
    left = 0;
  };
  for (const type of ["keydown", "pointerdown"] as const)
    document.addEventListener(type, end, { once: true, capture: true });
  const look = () => {
    if (left-- <= 0) return;
    if ((document.activeElement ?? document.body) === document.body) {
      const next = place();
      next?.focus({ preventScroll: true });
      bringIntoView(next);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** At a post, or at what comes to stand in its place. */
export function stayAt(postId: PostId): void {
  const item = document.getElementById(`p-${postId}`)?.closest("li");
  const near = item?.nextElementSibling ?? item?.previousElementSibling;
  stayBy(() => document.getElementById(`p-${postId}`) ?? near?.querySelector<HTMLElement>(".post"));
}

/**
 * In a list, of which a row may go with what is in it: at the row, the one after it or the one before, and in an empty list at its
 * heading. They are looked up before something is done, and stayed at after it.
 */
export function stayInList(inside: HTMLElement): () => void {
  const row = inside.closest("li");
  const rows = [row, row?.nextElementSibling, row?.previousElementSibling];
  const heading = row?.closest("section")?.querySelector("h2");
  const isThere = (each: Element | null | undefined) => each?.isConnected;
  const place = () => {
    const next = rows.find(isThere);
    // Not at its button, which a key that is still held would press.
    if (next instanceof HTMLElement) next.tabIndex = -1;
    return next instanceof HTMLElement ? next : heading;
  };
  return () => stayBy(place);
}
