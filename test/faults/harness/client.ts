import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { begin, type Reading } from "#client/feed/reading.ts";
import { type FeedLine, follow } from "#client/follow.ts";
import type { Account } from "#server/domain/store.ts";
import type { CommandName, Output } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import { start } from "#shared/feed.ts";
import { CommandId, type DiscussionId, type SessionId } from "#shared/ids.ts";
import type { RefusalCode, Result } from "#shared/refusals.ts";
import { httpSend } from "#test/support/doors.ts";
import { aWord, bodyOf, hashOfBody, type Ledger } from "./ledger.ts";

export interface Person {
  readonly account: Account;
  readonly sessionId: SessionId;
  /** An access token; a new one counts from the next connection on. */
  token: string;
}
interface ClientOptions {
  /** A server, or a proxy before it. */
  url: string;
  discussionId: DiscussionId;
  /** null for a visitor. */
  person: Person | null;
  moderates?: boolean;
  /** How long a command waits for its answer before it is sent again. */
  answerMs?: number;
  /** Where a trusted proxy would have it from. */
  address?: string;
}
/** Without a `commandId` each call is a command of its own. */
type InDiscussion = Record<string, unknown> & { commandId?: CommandId };

/** Refusals after which the same command is worth sending again. */
const passing = new Set<RefusalCode>([
  ...(["unavailable", "slow_down", "no_answer", "storage_full"] as const),
  ...(["session_ended", "unauthenticated"] as const),
]);

/** A person with a real socket that comes back by itself, and the ledger of all it does and receives. */
export class LedgerClient {
  readonly ledger: Ledger;
  readonly socket: Socket;
  readonly #options: ClientOptions;
  reading: Reading | null = null;
  /** How often it was told to try again, by code. */
  readonly turnedAway = new Map<RefusalCode, number>();
  /** The longest that it waited for a no, in ms. */
  longestNo = 0;
  /** `performance.now()` of each time the line came up, and went. */
  readonly connectedAt: number[] = [];
  readonly droppedAt: number[] = [];
  #closed = false;

  constructor(name: string, options: ClientOptions) {
    const { url, person, moderates = false, address } = options;
    this.#options = options;
    this.ledger = {
      ...{ client: name, userId: person?.account.id ?? null, moderates, follows: false },
      lines: [],
    };
    this.socket = io(url, {
      ...{ transports: ["websocket"], forceNew: true, autoConnect: false },
      ...{ reconnectionDelay: 250, reconnectionDelayMax: 2_000, timeout: 5_000 },
      ...(address === undefined ? {} : { extraHeaders: { "x-forwarded-for": address } }),
      auth: (give) => give(person === null ? {} : { token: person.token }),
    });
    this.socket.on("connect_error", () => {
      // Nor from a refused handshake: another token may be taken.
      if (!this.socket.active && !this.#closed) setTimeout(() => this.socket.connect(), 250);
    });
    this.socket.on("connect", () => {
      this.connectedAt.push(performance.now());
      this.socket.io.engine.on("packet", ({ data }: { data?: unknown }) => {
        if (typeof data === "string") this.ledger.lines.push({ is: "recv", raw: data });
      });
    });
    this.socket.on("disconnect", (reason) => {
      this.droppedAt.push(performance.now());
      this.ledger.lines.push({ is: "drop" });
      // Socket.IO itself doesn't come back from this; our page does, see client/connection.ts.
      if (reason === "io server disconnect" && !this.#closed)
        setTimeout(() => this.socket.connect(), 50);
    });
  }

  /** Connects, without reading anything. */
  async connect(): Promise<this> {
    const connected = new Promise<void>((done) => this.socket.once("connect", done));
    this.socket.connect();
    await connected;
    return this;
  }

  /** Reads the discussion as a page does, and follows it with the client's own code. */
  async follow(): Promise<this> {
    const { url, discussionId, person } = this.#options;
    const read = await httpSend({ url }, person?.token ?? null, "discussion:read", {
      discussionId,
    });
    if (!read.ok) throw new Error(`The discussion can't be read: ${read.failure.code}`);
    this.ledger.lines.push({ is: "read", snapshot: read.value });
    this.ledger.follows = true;
    let reading = begin(start(read.value));
    this.reading = reading;
    follow(this.#line(), {
      discussionId,
      mayInsert: () => true,
      beside: async () => [],
      get: () => reading,
      set: (next) => {
        reading = next;
        this.reading = next;
      },
      isMine: ({ feed }) => feed.viewer.userId === this.ledger.userId,
      caughtUp: () => undefined,
      failed: () => undefined,
    });
    return this.socket.connected ? this : this.connect();
  }

  get seq(): number {
    return this.reading?.feed.seq ?? 0;
  }

  /** Sends once; no answer in time is a failure like any other. */
  async send<N extends CommandName>(
    name: N,
    input: Record<string, unknown>,
  ): Promise<Result<Output<N>>> {
    if (!this.socket.connected) return noAnswer;
    try {
      return await this.socket.timeout(this.#options.answerMs ?? 6_000).emitWithAck(name, input);
    } catch {
      return noAnswer;
    }
  }

  /** Sends until there is an answer that counts: the same command with the same id, as a page does. */
  async act<N extends CommandName>(name: N, input: InDiscussion): Promise<Result<Output<N>>> {
    const command = {
      discussionId: this.#options.discussionId,
      ...input,
      commandId: input.commandId ?? CommandId.parse(randomUUID()),
    };
    const { commandId } = command;
    const body = "body" in command ? String(command.body) : null;
    const bodyHash = body === null ? null : hashOfBody(body);
    this.ledger.lines.push({ is: "intent", commandId, name, bodyHash });
    for (;;) {
      const began = performance.now();
      const result: Result<Output<N>> = await this.send(name, command);
      if (!result.ok) this.longestNo = Math.max(this.longestNo, performance.now() - began);
      if (result.ok) {
        const { seq, postId } = receipt(result.value);
        this.ledger.lines.push({ is: "ack", commandId, name, postId, seq });
        return result;
      }
      const { code, retryAfter = 0 } = result.failure;
      if (!passing.has(code) || this.#closed) {
        this.ledger.lines.push({ is: "refusal", commandId, code });
        return result;
      }
      // With another token, as a page does that has fetched one.
      if (code === "session_ended" || code === "unauthenticated")
        this.socket.disconnect().connect();
      this.turnedAway.set(code, (this.turnedAway.get(code) ?? 0) + 1);
      await new Promise((soon) => setTimeout(soon, 40 + Math.min(250, retryAfter * 100)));
    }
  }

  /** A post with a word that occurs nowhere else. */
  async post(
    questionId: string,
    more: InDiscussion = {},
  ): Promise<{ word: string; result: Result<Output<"post:create">> }> {
    const word = aWord();
    const result = await this.act("post:create", {
      ...{ questionId, parentId: null, body: bodyOf(word), language: "en" },
      ...more,
    });
    return { word, result };
  }

  /** Leaves; `connect` comes back. */
  leave(): void {
    this.socket.disconnect();
  }

  close(): void {
    this.#closed = true;
    this.socket.close();
  }

  #line(): FeedLine {
    const { socket } = this;
    return {
      get open() {
        return socket.connected;
      },
      send: (name, input) => this.send(name, input),
      on: <N extends EventName>(name: N, listen: (event: Event<N>) => void) => {
        socket.on(String(name), (event: Event<N>) => listen(event));
      },
      onOpen: (listen) => void socket.on("connect", listen),
      onDrop: (listen) => void socket.on("disconnect", listen),
    };
  }
}

const noAnswer = {
  ok: false,
  failure: { code: "no_answer", message: "No answer in time." },
} as const;

/** What a state-changing command in a discussion answers. */
function receipt(value: unknown): { seq: number; postId: never | null } {
  const { seq, postId = null } = value as { seq: number; postId?: never };
  return { seq, postId };
}
