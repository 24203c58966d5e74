import { effect, type Signal } from "@preact/signals";
import type { Connection } from "#client/connection.ts";
import type { Drafts } from "#client/drafts.ts";
import type { startLive } from "#client/live.ts";
import type { Messages } from "#client/messages/messages.ts";
import { createSending } from "#client/sending.ts";
import { type Target, type Writing, whereOf } from "#client/view/actions.ts";
import { stayAt } from "#client/view/stay-at.ts";
import type { DiscussionId, PostId } from "#shared/ids.ts";

interface Options {
  live: ReturnType<typeof startLive<Connection>>;
  discussionId: DiscussionId;
  lang: string;
  t: Messages;
  drafts: Drafts;
  composing: Signal<Target | null>;
  userId(): string | null;
  draftOf: Writing["draftOf"];
  open: Writing["open"];
}

export type Desk = ReturnType<typeof createDesk>;

/** What a discussion's page does for whoever writes, and readers need not load. */
export function createDesk(options: Options) {
  const { live, discussionId, t, drafts, composing } = options;
  const sending = createSending(live, options);

  /** What was sent and not answered when an earlier page was left goes out now, once. */
  async function sendWaiting(): Promise<void> {
    const me = options.userId();
    if (me === null || composing.peek() !== null) return;
    const isMine = (key: string) => key.startsWith(`${discussionId} `) && key.endsWith(` ${me}`);
    for (const box of drafts.waiting(isMine)) {
      const where = box.load()?.waiting;
      const sent = where && (await sending.again(box, where));
      if (!sent) continue;
      live.status.value = sent.failure ? t.notSentLater : t.sentLater;
      if (composing.peek() !== null) continue;
      if (!sent.failure) showOwn(live, sent.postId);
      else if (where?.kind === "answer") options.open(where);
    }
  }
  live.connection.onOpen(() => void sendWaiting());
  if (live.connection.open) void sendWaiting();

  const send: Writing["send"] = async (target, draft, waits) => {
    const sent = await sending.send(options.draftOf(target), draft, whereOf(target), waits);
    if (sent.failure) return sent.failure;
    composing.value = null;
    if (target.kind === "edit") goBack(target);
    else showOwn(live, sent.postId);
    return null;
  };
  return { send, goBack };
}

/** How long one's own post is waited for before it is fetched. */
const ownMs = 2_000;

/** Brings what one has just written on the screen, wherever it stands. It comes by the feed, a moment after the answer. */
function showOwn({ state, reading }: Options["live"], postId: PostId): void {
  const show = () => {
    clearTimeout(timer);
    stop();
    void reading.goTo(postId);
  };
  const timer = setTimeout(show, ownMs);
  const stop = effect(() => {
    if (state.value.feed.posts.has(postId)) queueMicrotask(show);
  });
}

/** Where the composer was opened from. */
function goBack(target: Target): void {
  if (target.kind !== "answer")
    return stayAt(target.kind === "reply" ? target.parent.id : target.post.id);
  const section = `[data-question="${CSS.escape(target.questionId)}"]`;
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(
        `${section} .older button:last-of-type, ${section} .invite button`,
      )
      ?.focus({ preventScroll: true }),
  );
}
