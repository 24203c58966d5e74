import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { LimiterOf } from "#server/domain/rate-limits.ts";
import { DiscussionId } from "#shared/ids.ts";
import { sharedLimiters } from "./limiters.ts";
import { type LinkOptions, RedisLink } from "./redis-link.ts";

/**
 * What processes tell each other. Each message only says where to look, or what one process sees now: one that is lost,
 * doubled, late or invented costs a look, and never changes what anybody reads.
 */
const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new"), from: z.string(), ids: z.array(DiscussionId) }),
  z.object({ kind: z.literal("sessions"), from: z.string() }),
  z.object({
    kind: z.literal("readers"),
    from: z.string(),
    /** Counts up: what comes late is older than what is known. */
    beat: z.int(),
    readers: z.array(z.tuple([DiscussionId, z.int().check(z.minimum(1), z.maximum(1_000_000))])),
  }),
]);
type Message = z.infer<typeof Message>;
type Unsigned<M> = M extends Message ? Omit<M, "from"> : never;

/** Hints of one moment are told together. */
const gatherMs = 5;
/** A process that says nothing for so long is gone, and its readers with it. */
const goneMs = 3_500;
/** More processes than anybody runs: what is invented must not fill the memory. */
const processesMax = 100;

/** How a process hears from the others. */
export interface Hears {
  /** A discussion may have something new. */
  somethingNew(discussionId: DiscussionId): void;
  /** Sessions may have ended. */
  sessionsMayHaveEnded(): void;
}

/** The other processes of this site. */
export interface Cluster {
  /** Whether the others can be reached; null where there are none. */
  answers(): boolean | null;
  committed(discussionId: DiscussionId): void;
  sessionsEnded(): void;
  /** How many read here, told once a second. */
  share(readers: ReadonlyMap<DiscussionId, number>): void;
  /** How many read at the other processes. */
  readers(discussionId: DiscussionId): number;
  /** Limits that count over all processes; undefined where there are none. */
  limiterOf: LimiterOf | undefined;
  hear(hears: Hears): Promise<void>;
  close(): void;
}

/** One process by itself. */
export const alone: Cluster = {
  answers: () => null,
  committed: () => undefined,
  sessionsEnded: () => undefined,
  share: () => undefined,
  readers: () => 0,
  limiterOf: undefined,
  hear: () => Promise.resolve(),
  close: () => undefined,
};

export interface ClusterOptions extends LinkOptions {
  /** Several sites may use one Redis: each has its own epoch. */
  epoch: string;
  secret: string;
}

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const link = await RedisLink.open(options);
  const prefix = `roundtable:${options.epoch}`;
  const me = randomUUID();
  const others = new OtherReaders();
  const tell = (message: Unsigned<Message>) =>
    link.publish(prefix, JSON.stringify({ ...message, from: me }));
  const fresh = new Set<DiscussionId>();
  let beat = 0;
  return {
    answers: () => link.answers,
    committed: (id) => {
      if (fresh.size === 0)
        setTimeout(() => {
          tell({ kind: "new", ids: [...fresh] });
          fresh.clear();
        }, gatherMs).unref();
      fresh.add(id);
    },
    sessionsEnded: () => tell({ kind: "sessions" }),
    share: (readers) => tell({ kind: "readers", beat: ++beat, readers: [...readers] }),
    readers: (id) => others.of(id),
    limiterOf: sharedLimiters(link, `${prefix}:limit`, options.secret),
    hear: (hears) =>
      link.hear(prefix, (text) => {
        const message = read(text);
        if (message && message.from !== me) take(message, hears, others);
      }),
    close: () => {
      tell({ kind: "readers", beat: ++beat, readers: [] });
      link.close();
    },
  };
}

function read(text: string): Message | null {
  try {
    return Message.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function take(message: Message, hears: Hears, others: OtherReaders): void {
  switch (message.kind) {
    case "new":
      for (const id of new Set(message.ids)) hears.somethingNew(id);
      return;
    case "sessions":
      return hears.sessionsMayHaveEnded();
    case "readers":
      return others.put(message.from, message.beat, new Map(message.readers));
  }
}

/** What the other processes said last of who reads there. */
class OtherReaders {
  readonly #said = new Map<
    string,
    { beat: number; at: number; readers: Map<DiscussionId, number> }
  >();

  put(from: string, beat: number, readers: Map<DiscussionId, number>): void {
    const last = this.#said.get(from);
    if (last ? last.beat >= beat : this.#said.size >= processesMax) return;
    this.#said.set(from, { beat, at: performance.now(), readers });
  }

  of(id: DiscussionId): number {
    let count = 0;
    for (const [from, { at, readers }] of this.#said)
      if (performance.now() - at > goneMs) this.#said.delete(from);
      else count += readers.get(id) ?? 0;
    return count;
  }
}
