import {
  heard,
  heardPersonal,
  joined,
  type MayInsert,
  type Reading,
  withExtras,
} from "#client/feed/reading.ts";
import type { ReadingCommand } from "#client/reading-routes.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import type { DiscussionId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";

/** What following a discussion needs of a connection. */
export interface FeedLine {
  readonly open: boolean;
  send<N extends ReadingCommand>(name: N, input: RawInput<N>): Promise<Result<Output<N>>>;
  on<N extends EventName>(name: N, listen: (event: Event<N>) => void): void;
  /** The line is there, or what it would have told can be had another way: time to catch up. */
  onOpen(listen: () => void): void;
  onDrop(listen: () => void): void;
}

/** What a page needs of it besides: it comes back by itself, and now when asked. */
export interface LiveLine extends FeedLine {
  readonly tryNow: () => void;
}

export interface Follow {
  discussionId: DiscussionId;
  mayInsert: MayInsert;
  /** What is read now; the page may have changed it too, as with an older page. */
  get(): Reading;
  set(reading: Reading): void;
  /** Whether what is held was made for who is asking now; otherwise all of it is read anew. */
  isMine(reading: Reading): boolean;
  /** What was asked for beside the windows, as it stands now: a snapshot has replaced all that was held. */
  beside(): Promise<readonly PostView[]>;
  /** In step again, after so many posts of others had arrived. */
  caughtUp(arrived: number): void;
  /** The discussion isn't there for this reader any more, or the server can't give it now. */
  failed(failure: Failure): void;
}

/** A head above ours that nothing follows: something was lost on the way. */
const patienceMs = 2_000;
const againMs = 2_000;

/** Keeps a discussion in step over a line that may drop. Live, late and after a gap it is one way: join, then hear. */
export function follow(line: FeedLine, how: Follow): void {
  const { discussionId } = how;
  // Messages that come before the join is answered wait here. What waited on a line that dropped is thrown away: the next join
  // brings it, and putting it now would move our seq over what was missed.
  let waiting: (() => void)[] | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  const hear = (id: DiscussionId, act: () => void) => {
    if (id !== discussionId) return;
    if (waiting) waiting.push(act);
    else act();
  };

  async function join(whole: boolean): Promise<void> {
    clearTimeout(again);
    const mine: (() => void)[] = [];
    waiting = mine;
    const held = how.get();
    const goesOn = !whole && how.isMine(held);
    const answer = await line.send("discussion:join", {
      discussionId,
      epoch: goesOn ? held.feed.epoch : null,
      since: goesOn ? held.feed.seq : null,
      audience: goesOn ? held.feed.viewer.audience : null,
    });
    if (waiting !== mine) return;
    if (!answer.ok) return tryLater(answer.failure, whole);
    const beside = answer.value.mode === "snapshot" ? await how.beside() : [];
    if (waiting !== mine) return;
    waiting = null;
    const before = how.get();
    const now = withExtras(joined(before, answer.value, how.mayInsert), beside);
    how.set(now);
    for (const act of mine) act();
    const came = (reading: Reading) => reading.arrived.size + reading.held.size;
    how.caughtUp(Math.max(0, came(now) - came(before)));
  }

  function tryLater(failure: Failure, whole: boolean): void {
    how.failed(failure);
    if (!line.open) return;
    const wait = (failure.retryAfter ?? 0) * 1000 + againMs * (0.5 + Math.random());
    again = setTimeout(() => void join(whole), wait);
  }

  line.onOpen(() => void join(false));
  line.onDrop(() => {
    waiting = [];
    clearTimeout(again);
  });
  line.on("feed:changed", (message) =>
    hear(message.discussionId, () => {
      const next = heard(how.get(), message, how.mayInsert);
      if (next) how.set(next);
      else void join(false);
    }),
  );
  line.on("feed:personal", (message) =>
    hear(message.discussionId, () =>
      how.set(heardPersonal(how.get(), message.changes, how.mayInsert)),
    ),
  );
  line.on("feed:resync", (message) => {
    if (message.discussionId === discussionId) void join(true);
  });
  line.on("feed:head", (message) => {
    if (message.discussionId !== discussionId || waiting) return;
    const behind = () => {
      const { feed } = how.get();
      return message.epoch !== feed.epoch || message.head > feed.seq;
    };
    if (!behind()) return;
    clearTimeout(again);
    again = setTimeout(() => {
      if (!waiting && line.open && behind()) void join(false);
    }, patienceMs);
  });
}
