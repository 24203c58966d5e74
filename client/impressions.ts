import { computed, type ReadonlySignal } from "@preact/signals";
import type { Reading } from "#client/feed/reading.ts";
import { othersPosts } from "#client/feed/unread.ts";
import { fetchAnswer } from "#client/http.ts";
import { watchReading } from "#client/reading-eye.ts";
import type { CommandName } from "#shared/commands.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";

/** A page reports no more often, except when it is left. */
const betweenMs = 10_000;

export const impressionRoutes = {
  "impressions:report": "POST /discussions/:discussionId/impressions",
} as const satisfies Partial<Record<CommandName, string>>;

/**
 * Reports which posts stood before this reader's eyes, each once as long as the page is open. Whoever asks not to be tracked isn't
 * counted, although nobody could be: a report bears neither token nor cookie, and nothing is kept here.
 */
export function reportImpressions(
  state: ReadonlySignal<Reading>,
  discussionId: DiscussionId,
): void {
  if (asksForPrivacy(navigator)) return;
  const counted = new Set<PostId>();
  const waiting: PostId[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What isn't answered isn't sent again: it may have been counted. */
  const send = () => {
    const name = "impressions:report";
    const postIds = waiting.splice(0, limits.impressions);
    void fetchAnswer(
      name,
      impressionRoutes[name],
      { discussionId, postIds },
      // It outlives the page.
      { credentials: "omit", keepalive: true },
    );
  };
  const later = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    if (navigator.onLine) send();
    timer = setTimeout(later, betweenMs);
  };
  const leave = () => {
    while (waiting.length > 0 && navigator.onLine) send();
    if (waiting.length > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
  watchReading(
    computed(() => othersPosts(state.value)),
    (ids) => {
      for (const id of ids)
        if (!counted.has(id)) {
          counted.add(id);
          waiting.push(id);
        }
      timer ??= setTimeout(later, betweenMs);
    },
  );
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
}

/** "Do not track", and what has come in its place. */
const asksForPrivacy = ({
  doNotTrack,
  globalPrivacyControl,
}: Navigator & { globalPrivacyControl?: boolean }): boolean =>
  doNotTrack === "1" || globalPrivacyControl === true;
