import { WebSocket } from "ws";
import { Comeback } from "#client/comeback.ts";

/** Milliseconds on a clock that all processes of this machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** What a measured post begins with: which one it is, and when it was sent. */
export const markOf = (index: number): string =>
  `mark-${index}-${Math.round(sharedNow() * 1_000)};`;
const mark = /mark-(\d+)-(\d+);/g;

export interface ReaderOptions {
  url: string;
  /** Readers come from several addresses, since one has ports for 28,000 connections. */
  from: string;
  /** The discussion to join; null on the bare server, where everybody is in the one room. */
  discussionId: string | null;
  /** `since` of the first join; null for a snapshot. */
  held: { epoch: string; since: number } | null;
  /** null for a visitor. */
  token: string | null;
  /** A post was seen for the first time, so many milliseconds after it was sent. */
  seen(waitMs: number): void;
  /** Level with the server again, after so many milliseconds without a line, and since it tried again. */
  back(awayMs: number, triedMs: number): void;
  /** The server had too much to do, and said when to try again. */
  refused(): void;
}

/**
 * A reader as cheap as can be, so that what is measured is the server: Engine.IO and Socket.IO by hand, messages searched for marks
 * and never parsed. It follows as every client does: joins with how far it got, joins again when something is missing, and comes
 * back at the times of the real client.
 */
export class WireReader {
  readonly #options: ReaderOptions;
  readonly #comeback = new Comeback(() => this.open());
  readonly #known = new Set<number>();
  #socket: WebSocket | null = null;
  #epoch: string | null = null;
  #seq: number | null = null;
  /** What came while a join was under way. */
  #waiting: string[] | null = null;
  #lostAt = 0;
  #triedAt = 0;
  #closed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(options: ReaderOptions) {
    this.#options = options;
    if (options.held) {
      this.#epoch = options.held.epoch;
      this.#seq = options.held.since;
    }
    this.#lostAt = sharedNow();
  }

  get posts(): number {
    return this.#known.size;
  }

  /** Forgets which posts it has seen. */
  reset(): void {
    this.#known.clear();
  }

  open(): void {
    if (this.#closed) return;
    this.#triedAt = sharedNow();
    this.#waiting = null;
    const { url, from } = this.#options;
    const socket = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
      {
        ...{
          perMessageDeflate: false,
          skipUTF8Validation: true,
          localAddress: from,
          handshakeTimeout: 10_000,
        },
      },
    );
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#hear(socket, data.toString()));
    socket.on("error", () => undefined); // "close" follows
    socket.on("close", () => this.#lost(socket));
  }

  /** The network is gone, and is there again after a while. */
  drop(forMs: number): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#lostAt = sharedNow();
    socket?.terminate();
    setTimeout(() => this.open(), forMs);
  }

  close(): void {
    this.#closed = true;
    this.#comeback.cancel();
    clearTimeout(this.#again);
    this.#socket?.terminate();
  }

  #lost(socket: WebSocket, atLeastMs = 0): void {
    if (this.#closed || socket !== this.#socket) return;
    this.#socket = null;
    clearTimeout(this.#again);
    if (this.#comeback.isFirst) this.#lostAt = sharedNow();
    this.#comeback.later(atLeastMs);
  }

  /** Seconds. A refusal that says nothing of another try is the end. */
  #retryAfterIn(text: string): number {
    const found = /"retryAfter":(\d+)/.exec(text)?.[1];
    if (found === undefined) throw new Error(`A reader was refused: ${text.slice(0, 300)}`);
    this.#options.refused();
    return Number(found);
  }

  /** As client/connection.ts does when a line is refused. */
  #turnedAway(socket: WebSocket, text: string): void {
    this.#lost(socket, this.#retryAfterIn(text) * 1_000);
    socket.terminate();
  }

  #hear(socket: WebSocket, text: string): void {
    if (socket !== this.#socket) return;
    if (text === "2") socket.send("3");
    else if (text.startsWith("0")) socket.send(this.#hello());
    else if (text.startsWith("40")) this.#join(socket);
    else if (text.startsWith("44")) this.#turnedAway(socket, text);
    else if (text.startsWith("43")) this.#joined(socket, text);
    else if (text.startsWith('42["feed:changed"')) this.#changed(socket, text);
    else if (text.startsWith('42["feed:resync"')) this.#join(socket);
    else if (text.startsWith('42["server:closing"'))
      this.#comeback.asked = Number(/"comeBackAfter":(\d+)/.exec(text)?.[1]);
  }

  #hello(): string {
    const { token } = this.#options;
    return token === null ? "40" : `40${JSON.stringify({ token })}`;
  }

  #join(socket: WebSocket): void {
    const { discussionId } = this.#options;
    if (discussionId === null) return this.#level();
    if (this.#waiting) return;
    this.#waiting = [];
    const held = { epoch: this.#epoch, since: this.#seq };
    socket.send(`420["discussion:join",${JSON.stringify({ discussionId, ...held })}]`);
  }

  /** As client/follow.ts does when a join is refused. */
  #joinLater(socket: WebSocket, text: string): void {
    const waitMs = this.#retryAfterIn(text) * 1_000 + 2_000 * (0.5 + Math.random());
    this.#again = setTimeout(() => {
      this.#waiting = null;
      if (socket === this.#socket) this.#join(socket);
    }, waitMs);
  }

  #joined(socket: WebSocket, text: string): void {
    if (/^43\d+\[{"ok":false/.test(text)) return this.#joinLater(socket, text);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    // Behind everything a delta's changes hold, ahead of everything in a snapshot: found by its name either way.
    const head = /"head":(\d+)/.exec(text)?.[1];
    if (head === undefined) throw new Error(`A join was refused: ${text.slice(0, 300)}`);
    this.#epoch = /"epoch":"([^"]+)"/.exec(text)?.[1] ?? null;
    this.#seq = Number(head);
    this.#count(text);
    this.#level();
    for (const each of waiting) if (this.#socket) this.#changed(this.#socket, each);
  }

  #level(): void {
    this.#comeback.reset();
    const now = sharedNow();
    this.#options.back(now - this.#lostAt, now - this.#triedAt);
  }

  #changed(socket: WebSocket, text: string): void {
    if (this.#waiting) {
      this.#waiting.push(text);
      return;
    }
    const span = /"from":(\d+),"to":(\d+)/.exec(text);
    if (this.#options.discussionId !== null && this.#seq !== null && span) {
      if (Number(span[1]) > this.#seq) return this.#join(socket);
      this.#seq = Math.max(this.#seq, Number(span[2]));
    }
    this.#count(text);
  }

  #count(text: string): void {
    const now = sharedNow();
    for (const [, index, sentAt] of text.matchAll(mark)) {
      if (this.#known.has(Number(index))) continue;
      this.#known.add(Number(index));
      this.#options.seen(now - Number(sentAt) / 1_000);
    }
  }
}
