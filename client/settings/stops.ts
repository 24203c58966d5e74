import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView, Instant } from "#shared/model.ts";
import type { Draft } from "./draft.ts";
import { instantAt } from "./wall-time.ts";

type Times = Pick<DiscussionView, "phase" | "opensAt" | "closesAt">;

/** Until when a discussion that is open now would be stopped, were this saved: until an opening time ahead of now. null where it goes on. */
export function stopsUntil(
  discussion: Times,
  { opensAt, timeZone }: Pick<Draft, "opensAt" | "timeZone">,
  now: number,
): Instant | null {
  if (standing(discussion, now) !== "open") return null;
  const at = instantAt(opensAt, timeZone) as Instant | "";
  return at !== "" && Date.parse(at) > now ? at : null;
}
