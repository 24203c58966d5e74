import { type ReadonlySignal, signal } from "@preact/signals";
import type { FeedLine } from "#client/follow.ts";
import type { AnsweredPlace } from "#shared/events.ts";
import type { DiscussionId, PostId, QuestionId } from "#shared/ids.ts";

/** Where moderators are answering: a question or a post, and the question it is in. */
export type AnsweredPlaces = ReadonlyMap<QuestionId | PostId, QuestionId>;

/** The server tells every five seconds while there is anybody: one message may be lost, two are silence. */
const staleMs = 12_000;

/** Where moderators are answering now, as the line tells it. */
export function heedAnswering(
  line: Pick<FeedLine, "on">,
  discussionId: DiscussionId,
): ReadonlySignal<AnsweredPlaces> {
  const places = signal<AnsweredPlaces>(new Map());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = (told: readonly AnsweredPlace[]) => {
    const next = new Map(told.map((each) => [each.parentId ?? each.questionId, each.questionId]));
    const same =
      next.size === places.peek().size && [...next.keys()].every((id) => places.peek().has(id));
    if (!same) places.value = next;
  };
  line.on("feed:answering", (event) => {
    if (event.discussionId !== discussionId) return;
    clearTimeout(timer);
    put(event.places);
    if (event.places.length > 0) timer = setTimeout(() => put([]), staleMs);
  });
  return places;
}
