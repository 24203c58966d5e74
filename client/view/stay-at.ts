import { bringIntoView } from "#client/keep-place.ts";
import type { PostId } from "#shared/ids.ts";

/** Frames: longer than what was done takes to come by the feed. */
const frames = 120;

/** What was done at a post takes away what had the focus: the post gets it, or what comes to stand in its place. */
export function stayAt(postId: PostId): void {
  const item = document.getElementById(`p-${postId}`)?.closest("li");
  const near = item?.nextElementSibling ?? item?.previousElementSibling;
  let left = frames;
  const look = () => {
    const place =
      document.getElementById(`p-${postId}`) ?? near?.querySelector<HTMLElement>(".post");
    if ((document.activeElement ?? document.body) === document.body) {
      place?.focus({ preventScroll: true });
      bringIntoView(place);
    }
    if (left-- > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
