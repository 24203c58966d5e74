import { once } from "node:events";
import { connect } from "node:net";
import { WebSocket } from "ws";

/** What came back on a bare TCP connection, and whether the server closed it. */
export interface Came {
  text: string;
  closed: boolean;
  /** Of the HTTP answer; null without one. */
  status: number | null;
}

/** Where a server listens on this machine. */
const place = (url: string) => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
};

/** Sends bytes and waits until `enough` is in, the server closed, or `ms` are over. */
export async function sendRaw(
  url: string,
  parts: readonly (string | Buffer)[],
  { enough, ms }: { enough: (text: string) => boolean; ms: number },
): Promise<Came> {
  const socket = connect(place(url));
  let text = "";
  let closed = false;
  await new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    const end = () => {
      clearTimeout(timer);
      done();
    };
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (enough(text)) end();
    });
    socket.on("error", () => undefined); // a reset is a close
    socket.on("close", () => {
      closed = true;
      end();
    });
    socket.on("connect", () => {
      for (const part of parts) socket.write(part);
    });
  });
  socket.destroy();
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return { text, closed, status: status === undefined ? null : Number(status) };
}

/** A request head as written, so that nothing tidies it. */
export const head = (
  { host }: URL,
  method: string,
  path: string,
  headers: readonly string[] = [],
): string => `${[`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...headers].join("\r\n")}\r\n\r\n`;

export const upgradeHeaders: readonly string[] = [
  ...["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

/** A client that writes Engine.IO packets itself. */
export class BareSocket {
  readonly #socket: WebSocket;
  readonly received: string[] = [];
  closed: number | null = null;
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (bytes) => this.received.push(String(bytes)));
    socket.on("close", (code) => {
      this.closed = code;
    });
    socket.on("error", () => undefined);
  }

  /** What a handshake is refused with; null when it is taken, and closed again. */
  static async handshake(url: string, auth = "", address?: string): Promise<unknown> {
    const bare = await BareSocket.open(url, auth, address);
    const refused = bare.received.find((packet) => packet.startsWith("44"));
    bare.close();
    return refused === undefined ? null : JSON.parse(refused.slice(2)).data;
  }

  /** Connected to the default namespace, with what is given as `auth`; `address` is where a trusted proxy would have it from. */
  static async open(url: string, auth = "", address?: string): Promise<BareSocket> {
    const socket = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
      { headers: address === undefined ? {} : { "x-forwarded-for": address } },
    );
    const bare = new BareSocket(socket);
    await once(socket, "open");
    await bare.until((packet) => packet.startsWith("0"));
    bare.send(`40${auth}`);
    await bare.until((packet) => /^4[04]/.test(packet));
    return bare;
  }

  send(packet: string | Buffer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(packet);
  }

  /** The first packet like this; null when the line closed or `ms` went by. */
  async until(wanted: (packet: string) => boolean, ms = 5_000): Promise<string | null> {
    const end = performance.now() + ms;
    while (performance.now() < end) {
      const found = this.received.find(wanted);
      if (found !== undefined) return found;
      if (this.closed !== null) return null;
      await new Promise((soon) => setTimeout(soon, 1));
    }
    return null;
  }

  /** Sends an event as written (`["name",{}]`) with an id of its own, and gives what is acknowledged, or why nothing is. */
  async ask(event: string, ms?: number): Promise<unknown> {
    const id = 7_000_000 + this.#asked++;
    this.send(`42${id}${event}`);
    const answer = await this.until((packet) => packet.startsWith(`43${id}[`), ms);
    if (answer === null) return this.closed === null ? "silence" : "closed";
    return JSON.parse(answer.slice(`43${id}`.length))[0];
  }

  /** From now on nothing is taken off the line; what is sent still goes out. */
  stopReading(): void {
    this.#socket.pause();
  }

  readAgain(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }
}
