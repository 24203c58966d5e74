import { type ReadonlySignal, signal } from "@preact/signals";
import type { Connection } from "#client/connection.ts";
import { uuidv7 } from "#client/uuid.ts";
import type { Writing } from "#client/view/actions.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";
import type { SupportTotal } from "#shared/model.ts";

type Line = Pick<Connection, "on" | "onOpen" | "send">;

/** How many support each post, as told since the page was loaded (null where the host keeps it), and which of them this reader supports. */
export function followSupport(
  line: Line,
  discussionId: DiscussionId,
  userId: () => string | null,
  /** Whether the host keeps totals from this reader: then those of posts supported are shown alone, whatever was told before. */
  kept: ReadonlySignal<boolean>,
  /** Whether the discussion is open. */
  open: ReadonlySignal<boolean>,
): Pick<Writing, "supportOf" | "support"> {
  const totals = signal<ReadonlyMap<PostId, number | null>>(new Map());
  const mine = signal<ReadonlySet<PostId>>(new Set());
  const hear = (told: readonly SupportTotal[]) => {
    totals.value = new Map([
      ...totals.peek(),
      ...told.map((each) => [each.postId, each.support] as const),
    ]);
  };
  line.on("feed:support", (told) => {
    if (told.discussionId !== discussionId) return;
    hear(told.totals);
  });
  const readMine = async () => {
    const who = userId();
    if (who === null) {
      mine.value = new Set();
      return;
    }
    const answer = await line.send("post:supported", { discussionId });
    if (!answer.ok || who !== userId()) return;
    mine.value = new Set(answer.value.postIds);
    hear(answer.value.totals);
  };
  line.onOpen(() => void readMine());
  const set = (postId: PostId, on: boolean) => {
    const next = new Set(mine.peek());
    if (on) next.add(postId);
    else next.delete(postId);
    mine.value = next;
  };
  return {
    supportOf({ id, support }) {
      const isMine = mine.value.has(id);
      const total = kept.value && !isMine ? null : (totals.value.get(id) ?? support);
      return { total, mine: isMine, open: open.value };
    },
    async support({ id: postId }, on) {
      set(postId, on); // shown at once, and taken back when it is refused
      const answer = await line.send("post:support", {
        ...{ discussionId, postId, on, commandId: uuidv7() },
      });
      if (!answer.ok) {
        set(postId, !on);
        return answer.failure;
      }
      totals.value = new Map(totals.peek()).set(postId, answer.value.support);
      return null;
    },
  };
}
