import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A line as a phone has it: each packet takes its time, and one that is lost is sent again, with all behind it waiting. */
export interface PoorLine {
  bytesPerSecond: number;
  delayMs: number;
  /** Which share of packets is lost, each time that they are sent. */
  loss: number;
  /** How long it takes until a packet is sent again; then twice as long, up to four seconds. */
  againMs: number;
  random(): number;
}
const packet = 1_400;

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
  #poor: PoorLine | null = null;
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

  /** From now on all that passes does so over such a line; null is a good one. */
  poor(line: PoorLine | null): void {
    this.#poor = line;
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
    const waiting: { at: number; act: () => void }[] = [];
    let due = 0;
    let lineFree = 0;
    const passes = (line: PoorLine, bytes: number, now: number): number => {
      lineFree = Math.max(now, lineFree) + (bytes / line.bytesPerSecond) * 1_000;
      let at = lineFree + line.delayMs;
      for (let wait = line.againMs; line.random() < line.loss; wait = Math.min(4_000, wait * 2))
        at += wait;
      return at;
    };
    /** In the order in which it came, whatever timers make of fractions of a millisecond. */
    const carryOn = () => {
      for (let next = waiting[0]; next; next = waiting[0]) {
        const wait = next.at - performance.now();
        if (wait > 0) return void setTimeout(carryOn, wait);
        next.act();
        waiting.shift();
      }
    };
    const later = (act: () => void, bytes = 40) => {
      const now = performance.now();
      due = Math.max(due, this.#poor ? passes(this.#poor, bytes, now) : now + this.#delayMs);
      if (waiting.push({ at: due, act }) === 1) carryOn();
    };
    from.setNoDelay(true);
    from.on("data", (bytes) => {
      for (let at = 0; at < bytes.length; at += packet) {
        const part = bytes.subarray(at, at + packet);
        later(() => to.write(part), part.length);
      }
    });
    from.on("end", () => later(() => to.end()));
    from.on("error", () => undefined); // its close follows
    from.on("close", (failed) => {
      // What was sent before a good end still arrives; a reset would overtake it.
      if (!this.#silent) later(() => (failed ? this.#drop(pair) : this.#end(pair)));
    });
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    for (const socket of [pair.near, pair.far]) socket.destroySoon();
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
