import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { Answers } from "#server/domain/deps.ts";
import type { LimiterOf } from "#server/domain/rate-limits.ts";
import { DiscussionId, PostId, QuestionId, UserId } from "#shared/ids.ts";
import { sharedLimiters } from "./limiters.ts";
import { type LinkOptions, RedisLink } from "./redis-link.ts";
import { joinSite, NotTheSameSite, type SiteOptions } from "./same-site.ts";

/** More moderators than ever answer at one process at a time. */
const answersMax = 500;

/**
 * What processes tell each other. Each message only says where to look, or what one process sees now: one that is lost,
 * doubled, late or invented costs a look, and never changes what anybody reads.
 */
const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new"), from: z.string(), ids: z.array(DiscussionId) }),
  z.object({ kind: z.literal("sessions"), from: z.string() }),
  z.object({
    kind: z.literal("answering"),
    from: z.string(),
    beat: z.int(),
    answers: z
      .array(
        z.object({
          discussionId: DiscussionId,
          userId: UserId,
          place: z.object({ questionId: QuestionId, parentId: z.nullable(PostId) }),
        }),
      )
      .check(z.maxLength(answersMax)),
  }),
  z.object({
    kind: z.literal("support"),
    from: z.string(),
    posts: z.array(z.tuple([DiscussionId, PostId])).check(z.maxLength(10_000)),
  }),
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
  /** A post may have got or lost support. */
  supported(discussionId: DiscussionId, postId: PostId): void;
}

/** The other processes of this site. */
export interface Cluster {
  /** Whether the others can be reached; null where there are none. */
  answers(): boolean | null;
  committed(discussionId: DiscussionId): void;
  sessionsEnded(): void;
  /** Which posts got or lost support here, told once a second. */
  shareSupport(posts: readonly (readonly [DiscussionId, PostId])[]): void;
  /** How many read here, told once a second. */
  share(readers: ReadonlyMap<DiscussionId, number>): void;
  /** How many read at the other processes. */
  readers(discussionId: DiscussionId): number;
  /** Who is answering here, told once a second while there is anybody. */
  shareAnswering(answers: readonly Answers[]): void;
  /** Who is answering at the other processes. */
  answering(): readonly Answers[];
  /** Limits that count over all processes; undefined where there are none. */
  limiterOf: LimiterOf | undefined;
  hear(hears: Hears): void;
  close(): void;
}

/** One process by itself. */
export const alone: Cluster = {
  answers: () => null,
  committed: () => undefined,
  sessionsEnded: () => undefined,
  shareSupport: () => undefined,
  share: () => undefined,
  readers: () => 0,
  shareAnswering: () => undefined,
  answering: () => [],
  limiterOf: undefined,
  hear: () => undefined,
  close: () => undefined,
};

export interface ClusterOptions extends Omit<LinkOptions, "channel">, SiteOptions {
  /** Several sites may use one Redis: each has its own epoch. */
  epoch: string;
}

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const prefix = `roundtable:${options.epoch}`;
  const link = await RedisLink.open({ ...options, channel: prefix });
  const leave = await joinSite(link, `${prefix}:site`, options).catch((error: unknown) => {
    link.close();
    throw error instanceof NotTheSameSite ? error : link.named(error);
  });
  const me = randomUUID();
  const others: Others = { readers: new Said(), answers: new Said() };
  const tell = (message: Unsigned<Message>) =>
    link.publish(JSON.stringify({ ...message, from: me }));
  const fresh = new Set<DiscussionId>();
  let beat = 0;
  let answered = false;
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
    shareSupport: (posts) =>
      tell({ kind: "support", posts: posts.map(([discussion, post]) => [discussion, post]) }),
    share: (readers) => tell({ kind: "readers", beat: ++beat, readers: [...readers] }),
    readers: (id) => others.readers.now().reduce((sum, each) => sum + (each.get(id) ?? 0), 0),
    shareAnswering: (answers) => {
      // That nobody is any more is told once; should it be lost, the last list is soon out of date.
      if (answers.length > 0 || answered)
        tell({ kind: "answering", beat: ++beat, answers: answers.slice(0, answersMax) });
      answered = answers.length > 0;
    },
    answering: () => others.answers.now().flat(),
    limiterOf: sharedLimiters(link, `${prefix}:limit`, options.secret),
    hear: (hears) =>
      link.hear((text) => {
        const message = read(text);
        if (message && message.from !== me) take(message, hears, others);
      }),
    close: () => {
      tell({ kind: "readers", beat: ++beat, readers: [] });
      tell({ kind: "answering", beat: ++beat, answers: [] });
      leave();
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

function take(message: Message, hears: Hears, others: Others): void {
  switch (message.kind) {
    case "new":
      for (const id of new Set(message.ids)) hears.somethingNew(id);
      return;
    case "sessions":
      return hears.sessionsMayHaveEnded();
    case "support":
      for (const [discussionId, postId] of message.posts) hears.supported(discussionId, postId);
      return;
    case "readers":
      return others.readers.put(message.from, message.beat, new Map(message.readers));
    case "answering":
      return others.answers.put(message.from, message.beat, message.answers);
  }
}

/** What the other processes see. */
interface Others {
  readers: Said<ReadonlyMap<DiscussionId, number>>;
  answers: Said<readonly Answers[]>;
}

/** What each of the other processes said last about one thing. */
class Said<T> {
  readonly #said = new Map<string, { beat: number; at: number; what: T }>();

  put(from: string, beat: number, what: T): void {
    const last = this.#said.get(from);
    if (last ? last.beat >= beat : this.#said.size >= processesMax) return;
    this.#said.set(from, { beat, at: performance.now(), what });
  }

  /** Of those that said something lately. */
  now(): T[] {
    for (const [from, { at }] of this.#said)
      if (performance.now() - at > goneMs) this.#said.delete(from);
    return [...this.#said.values()].map(({ what }) => what);
  }
}
