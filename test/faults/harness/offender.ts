import { connect, type Socket } from "node:net";
import { head, sendRaw, upgradeHeaders } from "#test/support/wire.ts";
import { type BadFrame, type BadRequest, frame } from "#test/support/wire-fuzz.ts";
import { until } from "./wait.ts";

const patienceMs = 15_000;
const together = 24;

/** A WebSocket by hand, which knows after which frame the server closed it: each is followed by a numbered heartbeat. */
class RawLine {
  readonly #socket: Socket;
  #came = Buffer.alloc(0);
  #asked = 0;
  #answered = 0;
  #told = "";
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => undefined); // a reset is a close
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      this.closed = true;
    });
    socket.on("data", (bytes: Buffer) => {
      this.#came = Buffer.concat([this.#came, bytes]);
      this.#read();
    });
  }

  /** Connected to the default namespace, as a well-behaved one is. */
  static async open(url: string): Promise<RawLine> {
    const at = new URL(url);
    const socket = connect(Number(at.port), at.hostname);
    const line = new RawLine(socket);
    socket.write(head(at, "GET", "/socket.io/?EIO=4&transport=websocket", upgradeHeaders));
    await line.#hears("0");
    socket.write(frame(Buffer.from("40")));
    await line.#hears("40");
    return line;
  }

  #hears(start: string): Promise<void> {
    const hears = () => this.#told.startsWith(start) || this.closed;
    return until(`a line on which ${start} is said`, hears, patienceMs);
  }

  /** How many of these the server took while the line was up; "silence" when it neither answers nor closes. */
  async send(frames: readonly BadFrame[]): Promise<number | "silence"> {
    const before = this.#answered;
    const cut = frames.findIndex(({ last }) => last);
    const whole = cut < 0 ? frames : frames.slice(0, cut);
    this.#socket.cork();
    this.#ping();
    for (const { bytes } of whole) {
      this.#socket.write(bytes);
      this.#ping();
    }
    const last = frames[cut];
    if (last) this.#socket.end(last.bytes);
    this.#socket.uncork();
    const over = () => this.closed || (cut < 0 && this.#answered === this.#asked);
    const heard = await until("an answer or an end", over, patienceMs).then(
      () => true,
      () => false,
    );
    if (!heard) return "silence";
    return Math.min(this.#answered - before, whole.length + (cut < 0 ? 0 : 1));
  }

  end(): void {
    this.#socket.destroy();
  }

  /** The server's word that it closes; it waits for ours. */
  #closing(): void {
    this.closed = true;
    this.#socket.end(frame(Buffer.alloc(0), { first: 0x88 }));
  }

  #ping(): void {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(++this.#asked);
    this.#socket.write(frame(number, { first: 0x89 }));
  }

  /** Takes whole frames off what came. */
  #read(): void {
    if (this.#came[0] === 0x48) {
      const body = this.#came.indexOf("\r\n\r\n");
      if (body < 0) return;
      this.#came = this.#came.subarray(body + 4);
    }
    for (let whole = serverFrame(this.#came); whole; whole = serverFrame(this.#came)) {
      this.#came = this.#came.subarray(whole.end);
      this.#hear(whole);
    }
  }

  /** Of the heartbeats' answers only ours have four bytes that count on. */
  #hear({ first, payload }: ServerFrame): void {
    if (first === 0x81) this.#told = payload.toString();
    if (first === 0x88) this.#closing();
    const isNext = payload.length === 4 && payload.readUInt32BE() === this.#answered + 1;
    if (first === 0x8a && isNext) this.#answered++;
  }
}

interface ServerFrame {
  first: number;
  payload: Buffer;
  /** Where the next one begins. */
  end: number;
}

function serverFrame(bytes: Buffer): ServerFrame | null {
  if (bytes.length < 2) return null;
  const short = bytes[1] ?? 0;
  const start = { 126: 4, 127: 10 }[short] ?? 2;
  if (bytes.length < start) return null;
  const end = start + lengthIn(bytes, short);
  if (bytes.length < end) return null;
  return { first: bytes[0] ?? 0, payload: bytes.subarray(start, end), end };
}

function lengthIn(bytes: Buffer, short: number): number {
  if (short === 126) return bytes.readUInt16BE(2);
  return short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
}

/** What became of them. */
export interface Fate {
  /** Frames that reached a line that was up, requests that were answered or closed. */
  taken: number;
  closed: number;
  silent: string[];
}

/** Sends all frames over as many lines, one after the other, as it takes. What a closed line didn't take comes again. */
export async function sendFrames(url: string, frames: readonly BadFrame[]): Promise<Fate> {
  const fate: Fate = { taken: 0, closed: 0, silent: [] };
  let unused = 0;
  for (let next = 0; next < frames.length; ) {
    const used = await onOneLine(url, frames, next, fate);
    next += used;
    unused = used === 0 ? unused + 1 : 0;
    if (unused > 10) throw new Error("The server takes no lines any more.");
  }
  return fate;
}

/** From the frame at `start` on until the line is closed; gives how many frames are done with. */
async function onOneLine(
  url: string,
  frames: readonly BadFrame[],
  start: number,
  fate: Fate,
): Promise<number> {
  const line = await RawLine.open(url);
  let next = start;
  while (next < frames.length && !line.closed) {
    const batch = frames.slice(next, next + together);
    const took = await line.send(batch);
    if (took === "silence") {
      fate.silent.push(`frames ${next} to ${next + batch.length}`);
      next += batch.length;
      break;
    }
    next += took;
    fate.taken += took;
  }
  if (line.closed) fate.closed++;
  line.end();
  return next - start;
}

const polling = "/socket.io/?EIO=4&transport=polling";
const answered = { enough: (text: string) => text.includes("\r\n\r\n"), ms: patienceMs };

/** Sends the requests one after the other; an error of the server's own counts as silence. */
export async function sendRequests(url: string, requests: readonly BadRequest[]): Promise<Fate> {
  const fate: Fate = { taken: 0, closed: 0, silent: [] };
  for (const request of requests) {
    const { status, closed } = await sendRaw(url, await written(url, request), answered);
    if (closed) fate.closed++;
    if (status === null ? closed : status < 500) fate.taken++;
    else fate.silent.push(JSON.stringify(request).slice(0, 200));
  }
  return fate;
}

async function written(url: string, request: BadRequest): Promise<string[]> {
  const at = new URL(url);
  if (request.kind === "polling") {
    const opened = await (await fetch(`${url}${polling}`)).text();
    const path = `${polling}&sid=${JSON.parse(opened.slice(1)).sid}`;
    await (await fetch(`${url}${path}`, { method: "POST", body: "40" })).text();
    const length = `Content-Length: ${Buffer.byteLength(request.body)}`;
    return [
      head(at, "POST", path, ["Content-Type: text/plain;charset=UTF-8", length]),
      request.body,
    ];
  }
  const headers = request.kind === "upgrade" ? upgradeHeaders : [];
  return [head(at, "GET", `/socket.io/?${request.query}`, headers)];
}
