import { Manager, type Socket } from "socket.io-client";
import { noAnswer, readAnswer, readRefusal, type Wired } from "#client/answers.ts";
import { Comeback } from "#client/comeback.ts";
import type { LineState } from "#client/feed/line.ts";
import type { LiveLine } from "#client/follow.ts";
import { fetchAnswer, type Route } from "#client/http.ts";
import { readingRoutes } from "#client/reading-routes.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import type { Failure, Result } from "#shared/refusals.ts";

interface Hooks {
  /** Asked for each attempt. */
  token(): string | null;
  changed(state: LineState): void;
  /** The server doesn't take this token. The next attempt asks for one again. */
  refused(failure: Failure): void | Promise<void>;
}

const answerMs = 10_000;
const reading: Partial<Record<CommandName, Route>> = readingRoutes;

/** By which way what is done goes over HTTP: fetched where it has to, since most pages never do without their line. */
async function actingRoute(name: CommandName): Promise<Route | undefined> {
  try {
    const { actingRoutes } = await import("#client/acting-routes.ts");
    const routes: Partial<Record<CommandName, Route>> = actingRoutes;
    return routes[name];
  } catch {
    return undefined; // Then nothing else comes through either.
  }
}

/** One socket, typed from the command table. It comes back by itself until closed, at times that differ from browser to browser. */
export class Connection implements LiveLine {
  readonly #socket: Socket;
  readonly #hooks: Hooks;
  readonly #comeback = new Comeback(() => this.tryNow());
  readonly #openListeners: (() => void)[] = [];
  /** Called once, when the line has been tried again. */
  #tried: (() => void)[] = [];
  #closed = false;
  #restarting = false;
  #trying = false;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    const lines = new Manager({
      // Of an address of numbers it puts the brackets around itself.
      hostname: location.hostname.replace(/[[\]]/g, ""),
      port: location.port,
      autoConnect: false,
      reconnection: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      timeout: 10_000,
    });
    this.#socket = lines.socket("/", { auth: (give) => give({ token: hooks.token() }) });
    this.#socket.on("connect", () => {
      this.#trying = false;
      this.#comeback.reset();
      hooks.changed({ is: "open" });
      this.#afterTry();
      for (const listen of this.#openListeners) listen();
    });
    this.#socket.on("disconnect", () => this.#later());
    this.#socket.on("connect_error", (error) => void this.#failed(error));
    this.on("server:closing", ({ comeBackAfter }) => {
      this.#comeback.asked = comeBackAfter;
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
    this.#comeback.cancel();
    this.#hooks.changed(
      this.#comeback.isFirst ? { is: "connecting" } : { is: "lost", retryAt: null },
    );
    this.#socket.connect();
  };

  /** Without a network a line stays open and silent until its next heartbeat fails: nobody should wait that long for an answer. */
  readonly #cut = (): void => {
    this.#socket.io.engine?.close();
  };

  /** Comes back with the token of now. */
  restart(): void {
    this.#comeback.reset();
    this.#restarting = true;
    this.#socket.disconnect();
    this.#restarting = false;
    this.#trying = false;
    this.tryNow();
  }

  close(): void {
    this.#closed = true;
    this.#comeback.cancel();
    globalThis.removeEventListener("online", this.tryNow);
    globalThis.removeEventListener("offline", this.#cut);
    this.#socket.disconnect();
  }

  /** Over HTTP while there is no line. Never throws: no answer in time is a failure like any other. */
  async send<N extends CommandName>(name: N, input: RawInput<N>): Promise<Result<Output<N>>> {
    if (!this.#socket.connected) return this.#byHttp(name, input);
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

  async #byHttp<N extends CommandName>(name: N, input: RawInput<N>): Promise<Result<Output<N>>> {
    if (!navigator.onLine) return { ok: false, failure: noAnswer };
    const route = reading[name] ?? (await actingRoute(name));
    if (!route) return { ok: false, failure: noAnswer };
    const result = await fetchAnswer(name, route, input, { token: this.#hooks.token() });
    // Who did something sees it, although no line tells of it.
    if (result.ok && !/^GET/.test(route) && !this.open)
      for (const listen of this.#openListeners) listen();
    return result;
  }

  /** Resolves when the line is there, or couldn't be had once more: either way it is time to send again. */
  tried(): Promise<void> {
    return new Promise((done) => {
      if (this.open) done();
      else this.#tried.push(done);
    });
  }

  #afterTry(): void {
    for (const done of this.#tried.splice(0)) done();
  }

  onOpen(listen: () => void): void {
    this.#openListeners.push(listen);
  }

  onDrop(listen: () => void): void {
    this.#socket.on("disconnect", listen);
  }

  async #failed(error: Error): Promise<void> {
    const refusal = "data" in error ? readRefusal(error.data) : null;
    this.#later((refusal?.retryAfter ?? 0) * 1_000);
    this.#afterTry();
    if (!refusal) return;
    const before = this.#hooks.token();
    await this.#hooks.refused(refusal);
    // With another token it is worth trying at once; the same one would only be refused again.
    if (this.#hooks.token() !== before) this.tryNow();
  }

  #later(atLeastMs = 0): void {
    this.#trying = false;
    if (this.#closed || this.#restarting) return;
    this.#hooks.changed({ is: "lost", retryAt: this.#comeback.later(atLeastMs) });
  }
}
