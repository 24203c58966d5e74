import { randomInt } from "node:crypto";
import type { Telling } from "#server/domain/deps.ts";
import { editionOf } from "#server/domain/reading/edition.ts";
import type { AnsweredPlace } from "#shared/events.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { type Frame, frame, heartbeat } from "./event-frame.ts";
import type { EventStream } from "./event-stream.ts";
import type { Metrics } from "./metrics.ts";

export interface StreamsOptions {
  epoch: string;
  /** Keeps a discussion in memory, and so followed, until released. */
  hold(discussionId: DiscussionId): Promise<() => void>;
  /** Where a discussion's log stands, and where those of all in memory do. */
  head(discussionId: DiscussionId): Promise<number>;
  heads(): Promise<ReadonlyMap<DiscussionId, number>>;
  metrics: Pick<Metrics, "emitted" | "resync" | "streams">;
}

/** So that a line with nothing to tell isn't taken for dead, and a reader that missed something notices. */
const beatMs = 15_000;

/**
 * Who reads discussions live over plain HTTP: event streams, and requests that wait for changes. All of them are told what
 * the public is told, whoever they are.
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #streams = new Map<DiscussionId, Set<EventStream>>();
  readonly #waiting = new Map<DiscussionId, Set<(to: number) => void>>();
  readonly #timer: NodeJS.Timeout;
  #closing: Frame | null = null;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    this.#timer.unref();
  }

  /** What is told is encoded once for all. */
  tell({ discussionId, feed }: Telling): void {
    for (const hear of this.#waiting.get(discussionId) ?? []) hear(feed.public.to);
    const streams = this.#streams.get(discussionId);
    if (!streams) return;
    const { epoch, to: seq } = feed.public;
    const next = frame("feed:changed", feed.public, { place: { epoch, seq } });
    const { emitted, resync } = this.#options.metrics;
    emitted.inc(streams.size);
    for (const stream of streams) if (!stream.send(next)) resync.inc({ reason: "too_slow" });
  }

  /** From now on the stream hears what is told, until the returned function is called. */
  async enter(stream: EventStream, discussionId: DiscussionId): Promise<() => void> {
    const release = await this.#options.hold(discussionId);
    const leave = addTo(this.#streams, discussionId, stream);
    this.#options.metrics.streams.inc();
    if (this.#closing) stream.end(this.#closing);
    return () => {
      leave();
      release();
      this.#options.metrics.streams.dec();
    };
  }

  /** Whether something above `seq` came before the time was over, or nobody waited any more. */
  async news(
    discussionId: DiscussionId,
    seq: number,
    { waitMs, gone }: { waitMs: number; gone: AbortSignal },
  ): Promise<boolean> {
    const release = await this.#options.hold(discussionId);
    let leave: () => void = () => undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const told = new Promise<boolean>((done) => {
        leave = addTo(this.#waiting, discussionId, (to) => to > seq && done(true));
      });
      // It may have come between the reader's answer and now, and then nobody is told of it again.
      if ((await this.#options.head(discussionId)) > seq || this.#closing) return true;
      const over = new Promise<boolean>((done) => {
        timer = setTimeout(() => done(false), waitMs);
        gone.addEventListener("abort", () => done(false), { once: true });
        if (gone.aborted) done(false);
      });
      return await Promise.race([told, over]);
    } finally {
      clearTimeout(timer);
      leave();
      release();
    }
  }

  /** How many streams read each discussion. */
  readers(): ReadonlyMap<DiscussionId, number> {
    return new Map([...this.#streams].map(([id, streams]) => [id, streams.size]));
  }

  /** How many read a discussion on all ways: told to the streams that don't know. */
  tellReaders(discussionId: DiscussionId, readers: number): void {
    const next = frame("feed:presence", { discussionId, readers });
    for (const stream of this.#streams.get(discussionId) ?? []) {
      if (stream.readers !== readers && stream.sendVolatile(next)) stream.readers = readers;
    }
  }

  /** Where moderators are answering. */
  tellAnswering(discussionId: DiscussionId, places: readonly AnsweredPlace[]): void {
    const streams = this.#streams.get(discussionId);
    if (!streams) return;
    const next = frame("feed:answering", { discussionId, places: [...places] });
    for (const stream of streams) stream.sendVolatile(next);
  }

  /** How many streams are open, of all discussions. */
  get open(): number {
    return [...this.#streams.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** How many requests wait, of all discussions. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Sends everybody away; they come back spread over a while. */
  close(comeBackAfter: number): void {
    clearInterval(this.#timer);
    this.#closing = frame("server:closing", { comeBackAfter });
    for (const hears of this.#waiting.values())
      for (const hear of hears) hear(Number.POSITIVE_INFINITY);
    for (const stream of [...this.#streams.values()].flatMap((each) => [...each])) {
      const retry = comeBackAfter * 0.5 + randomInt(comeBackAfter);
      stream.end(frame("server:closing", { comeBackAfter }, { retry }));
    }
  }

  async #beat(): Promise<void> {
    const { epoch } = this.#options;
    const heads = await this.#options.heads();
    for (const [discussionId, streams] of this.#streams) {
      const head = heads.get(discussionId);
      const next =
        head === undefined
          ? heartbeat
          : frame("feed:head", { discussionId, epoch: editionOf(epoch, discussionId), head });
      for (const stream of streams) stream.sendVolatile(next);
    }
  }
}

/** Adds to the set under a key; the returned function takes it out again, and an empty set with it. */
function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): () => void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
  return () => {
    set.delete(value);
    if (set.size === 0 && sets.get(key) === set) sets.delete(key);
  };
}
