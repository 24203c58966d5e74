import { io, type Socket } from "socket.io-client";
import { noAnswer, readAnswer, readRefusal, type Wired } from "#client/answers.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import type { Failure, Result } from "#shared/refusals.ts";

/** How the line is: `lost` tells when it is tried again, null while that is under way. */
export type LineState =
  | { is: "open" }
  | { is: "connecting" }
  | { is: "lost"; retryAt: number | null };

interface Hooks {
  /** Asked for each attempt. */
  token(): string | null;
  changed(state: LineState): void;
  /** The server doesn't take this token. The next attempt asks for one again. */
  refused(failure: Failure): void | Promise<void>;
}

const answerMs = 10_000;
const firstMs = 500;
const longestMs = 15_000;

/** One socket, typed from the command table. It comes back by itself until closed, at times that differ from browser to browser. */
export class Connection {
  readonly #socket: Socket;
  readonly #hooks: Hooks;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** As the server asked on its way out. */
  #comeBackAfter: number | null = null;
  #closed = false;
  #restarting = false;
  #trying = false;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    this.#socket = io({
      autoConnect: false,
      reconnection: false,
      forceNew: true,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      timeout: 10_000,
      auth: (give) => give({ token: hooks.token() }),
    });
    this.#socket.on("connect", () => {
      this.#trying = false;
      this.#attempts = 0;
      this.#comeBackAfter = null;
      hooks.changed({ is: "open" });
    });
    this.#socket.on("disconnect", () => this.#later());
    this.#socket.on("connect_error", (error) => void this.#failed(error));
    this.on("server:closing", ({ comeBackAfter }) => {
      this.#comeBackAfter = comeBackAfter;
    });
    globalThis.addEventListener("online", this.tryNow);
    globalThis.addEventListener("offline", this.#cut);
  }

  get open(): boolean {
    return this.#socket.connected;
  }

  /** Now, and not when it would be time. */
  readonly tryNow = (): void => {
    if (this.#closed || this.#trying || this.#socket.connected) return;
    this.#trying = true;
    clearTimeout(this.#timer);
    this.#hooks.changed(
      this.#attempts === 0 ? { is: "connecting" } : { is: "lost", retryAt: null },
    );
    this.#socket.connect();
  };

  /** Without a network a line stays open and silent until its next heartbeat fails: nobody should wait that long for an answer. */
  readonly #cut = (): void => {
    this.#socket.io.engine?.close();
  };

  /** Comes back with the token of now. */
  restart(): void {
    this.#attempts = 0;
    clearTimeout(this.#timer);
    this.#restarting = true;
    this.#socket.disconnect();
    this.#restarting = false;
    this.#trying = false;
    this.tryNow();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener("online", this.tryNow);
    globalThis.removeEventListener("offline", this.#cut);
    this.#socket.disconnect();
  }

  /** Never throws: no answer in time is a failure like any other. */
  async send<N extends CommandName>(name: N, input: RawInput<N>): Promise<Result<Output<N>>> {
    if (!this.#socket.connected) return { ok: false, failure: noAnswer };
    try {
      const raw: Wired = await this.#socket.timeout(answerMs).emitWithAck(name, input);
      return readAnswer(name, raw);
    } catch {
      return { ok: false, failure: noAnswer };
    }
  }

  on<N extends EventName>(name: N, listen: (event: Event<N>) => void): void {
    this.#socket.on(String(name), (event: Event<N>) => listen(event));
  }

  /** Resolves with the next time the line is there. */
  opened(): Promise<void> {
    return new Promise((done) => {
      if (this.open) done();
      else this.#socket.once("connect", () => done());
    });
  }

  onOpen(listen: () => void): void {
    this.#socket.on("connect", listen);
  }

  onDrop(listen: () => void): void {
    this.#socket.on("disconnect", listen);
  }

  async #failed(error: Error): Promise<void> {
    const refusal = "data" in error ? readRefusal(error.data) : null;
    this.#later();
    if (!refusal) return;
    const before = this.#hooks.token();
    await this.#hooks.refused(refusal);
    // With another token it is worth trying at once; the same one would only be refused again.
    if (this.#hooks.token() !== before) this.tryNow();
  }

  #later(): void {
    this.#trying = false;
    if (this.#closed || this.#restarting) return;
    clearTimeout(this.#timer);
    const base = this.#comeBackAfter ?? Math.min(longestMs, firstMs * 2 ** this.#attempts);
    this.#attempts++;
    const wait = base * (0.5 + Math.random());
    this.#hooks.changed({ is: "lost", retryAt: Date.now() + wait });
    this.#timer = setTimeout(this.tryNow, wait);
  }
}
