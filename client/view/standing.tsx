import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView } from "#shared/model.ts";
import { useUi } from "./ui.ts";

/** Whether a discussion is open, in a word. */
export function Standing({
  discussion,
}: {
  discussion: Pick<DiscussionView, "phase" | "opensAt" | "closesAt">;
}) {
  const { t, now } = useUi();
  if (discussion.phase === "draft") return <span class="state draft">{t.draft}</span>;
  const stands = standing(discussion, now);
  const words = { open: t.openNow, upcoming: t.upcoming, closed: t.closed };
  return <span class={`state ${stands}`}>{words[stands]}</span>;
}
