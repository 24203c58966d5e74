import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

interface Pair {
  near: Socket;
  far: Socket;
}

/** A stretch of network in user space, between a client and a port of this machine. */
export class TcpProxy {
  readonly #server: Server;
  #target: number;
  readonly #pairs = new Set<Pair>();
  #delayMs = 0;
  #silent = false;
  port = 0;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => this.#open(near));
  }

  static async to(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await proxy.#listen(0);
    return proxy;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** New connections lead to another port, as when a balancer has found one that answers. */
  lead(target: number): void {
    this.#target = target;
  }

  /** From now on each piece of data takes so long. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Half open: connections stay, new ones are taken, and nothing passes, not even that an end is gone. */
  silence(): void {
    this.#silent = true;
    for (const { near, far } of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  /** What was sent meanwhile arrives late, as TCP would send it again. */
  heal(): void {
    this.#silent = false;
    for (const pair of [...this.#pairs]) {
      if (pair.near.destroyed || pair.far.destroyed) this.#drop(pair);
      pair.near.resume();
      pair.far.resume();
    }
  }

  /** Resets every connection; new ones are taken. */
  cut(): void {
    for (const pair of [...this.#pairs]) this.#drop(pair);
  }

  /** Nothing listens any more, until `open`. */
  async refuse(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.cut();
    await closed;
  }
  async open(): Promise<void> {
    if (!this.#server.listening) await this.#listen(this.port);
  }

  async close(): Promise<void> {
    this.#silent = false;
    await this.refuse();
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("a port");
    this.port = address.port;
  }

  #open(near: Socket): void {
    const far = connect(this.#target, "localhost");
    const pair = { near, far };
    this.#pairs.add(pair);
    this.#carry(pair, near, far);
    this.#carry(pair, far, near);
    if (this.#silent) {
      near.pause();
      far.pause();
    }
  }

  #carry(pair: Pair, from: Socket, to: Socket): void {
    let due = 0;
    const later = (act: () => void) => {
      const now = performance.now();
      due = Math.max(due, now + this.#delayMs);
      if (due <= now) act();
      else setTimeout(act, due - now);
    };
    from.setNoDelay(true);
    from.on("data", (bytes) => later(() => to.write(bytes)));
    from.on("end", () => later(() => to.end()));
    from.on("error", () => undefined); // its close follows
    from.on("close", () => {
      if (!this.#silent) later(() => this.#drop(pair));
    });
  }

  #drop(pair: Pair): void {
    this.#pairs.delete(pair);
    for (const socket of [pair.near, pair.far]) {
      if (socket.destroyed) continue;
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }
}
