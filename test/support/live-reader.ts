import type { Socket } from "socket.io-client";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { Event } from "#shared/events.ts";
import { type Feed, hear, hearPersonal, rejoin, start } from "#shared/feed.ts";
import type { DiscussionRef } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";

/** Something heard on the socket, and when (`performance.now`). */
export interface Heard {
  name: string;
  at: number;
  event: unknown;
}

/**
 * A reader with a real socket, over the shared reducer: joins when it connects, puts what it hears, joins again when it missed
 * something or is told to. What comes while a join is under way waits for its answer.
 */
export class LiveReader {
  readonly socket: Socket;
  readonly #discussionId: DiscussionRef;
  feed: Feed | null = null;
  /** How each join was answered. */
  readonly joins: Joined[] = [];
  readonly heard: Heard[] = [];
  /** Every byte that came, as text. */
  bytes = "";
  #waiting: (() => void)[] | null = null;
  #line = 0;

  constructor(socket: Socket, discussionId: DiscussionRef) {
    this.socket = socket;
    this.#discussionId = discussionId;
    socket.onAny((name: string, event: unknown) => {
      this.heard.push({ name, at: performance.now(), event });
    });
    socket.on("feed:changed", (message: Event<"feed:changed">) =>
      this.#later(() => {
        const heard = this.feed && hear(this.feed, message);
        if (heard) this.feed = heard;
        else void this.join();
      }),
    );
    socket.on("feed:personal", ({ changes }: Event<"feed:personal">) =>
      this.#later(() => {
        if (this.feed) this.feed = hearPersonal(this.feed, changes);
      }),
    );
    socket.on("feed:resync", () => void this.join(true));
    socket.on("feed:head", ({ head }: Event<"feed:head">) => {
      if (this.#waiting === null && head > (this.feed?.seq ?? 0)) void this.join();
    });
    socket.on("connect", () => {
      this.#listen();
      void this.join();
    });
    socket.on("disconnect", () => {
      this.#line++;
      this.#waiting = [];
    });
    if (socket.connected) this.#listen();
  }

  #listen(): void {
    this.socket.io.engine.on("packet", (packet: { data?: unknown }) => {
      this.bytes += `${typeof packet.data === "string" ? packet.data : JSON.stringify(packet.data ?? "")}\n`;
    });
  }

  async join(whole = false): Promise<Result<Joined>> {
    const line = ++this.#line;
    const mine: (() => void)[] = [];
    this.#waiting = mine;
    const held = whole ? null : this.feed;
    let result: Result<Joined>;
    try {
      result = await this.socket.timeout(10_000).emitWithAck("discussion:join", {
        discussionId: this.#discussionId,
        epoch: held?.epoch ?? null,
        since: held?.seq ?? null,
        audience: held?.viewer.audience ?? null,
      });
    } catch {
      return { ok: false, failure: { code: "no_answer", message: "The line dropped." } };
    }
    if (line !== this.#line || !result.ok) return result;
    this.#waiting = null;
    this.joins.push(result.value);
    this.feed = rejoin(held, result.value);
    for (const each of mine) each();
    return result;
  }

  /** Those of one kind, in order. */
  all(name: string): Heard[] {
    return this.heard.filter((each) => each.name === name);
  }

  #later(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act);
    else act();
  }
}

/** A feed in a form that two of them can be compared in. */
export function plain(feed: Feed | null) {
  if (!feed) return null;
  const byId = <T>(all: Iterable<T>, id: (each: T) => string) =>
    [...all].sort((a, b) => (id(a) < id(b) ? -1 : 1));
  return {
    seq: feed.seq,
    viewer: feed.viewer,
    discussion: feed.discussion,
    questions: byId(feed.questions.values(), ({ id }) => id),
    counts: byId(feed.counts.values(), ({ questionId }) => questionId),
    members: byId(
      [...feed.members.values()].filter(({ role, mute }) => role !== "participant" || mute),
      ({ userId }) => userId,
    ),
    posts: byId(feed.posts.values(), ({ id }) => id),
  };
}

/** The same of a snapshot, which is what a newcomer holds. */
export const plainSnapshot = (snapshot: Parameters<typeof start>[0]) => plain(start(snapshot));
