import { io, type Socket } from "socket.io-client";
import type { Running } from "./processes.ts";

/** How one server is talked to: who reads, and how one post is sent. */
export interface Room {
  /** Opens a reader; resolves when it is in the room. `seen` gets each message as text. */
  reader(seen: (message: string) => void): Promise<Socket>;
  /** Sends one post whose text is `mark`; resolves when it is acknowledged. */
  post(mark: string): Promise<void>;
}

export interface Measured {
  deliveries: number;
  /** Microseconds of server CPU for one message to one reader. */
  cpuPerDelivery: number;
  p50: number;
  p99: number;
}

export const connected = (url: string, auth: object = {}): Promise<Socket> => {
  const socket = io(url, { transports: ["websocket"], forceNew: true, auth });
  return new Promise((done, fail) => {
    socket.once("connect", () => done(socket));
    socket.once("connect_error", fail);
  });
};

const quantile = (sorted: Float64Array, q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

/** `readers` in a room, `perSecond` posts for `seconds`: milliseconds from sending to seeing, at every reader. */
export async function fanOut(
  server: Running,
  room: Room,
  load: { readers: number; perSecond: number; seconds: number },
): Promise<Measured> {
  const sent = new Map<string, number>();
  const waits: number[] = [];
  const seen = (message: string) => {
    const mark = /mark-\d+-\d+/.exec(message)?.[0];
    const at = mark === undefined ? undefined : sent.get(mark);
    if (at !== undefined) waits.push(performance.now() - at);
  };
  const sockets: Socket[] = [];
  for (let i = 0; i < load.readers; i += 50)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(50, load.readers - i) }, () => room.reader(seen)),
      )),
    );
  await new Promise((settled) => setTimeout(settled, 1_000));
  const run = Date.now();
  const cpuBefore = server.cpu();
  const posts = load.perSecond * load.seconds;
  const begin = performance.now();
  const acks: Promise<void>[] = [];
  for (let i = 0; i < posts; i++) {
    const due = begin + (i * 1000) / load.perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((then) => setTimeout(then, wait));
    const mark = `mark-${run}-${i}`;
    sent.set(mark, performance.now());
    acks.push(room.post(mark));
  }
  await Promise.all(acks);
  const due = posts * load.readers;
  for (let i = 0; i < 100 && waits.length < due; i++)
    await new Promise((then) => setTimeout(then, 50));
  const cpu = server.cpu() - cpuBefore;
  for (const socket of sockets) socket.close();
  if (waits.length !== due) throw new Error(`${waits.length} of ${due} messages arrived.`);
  const sorted = Float64Array.from(waits).sort();
  return {
    deliveries: due,
    cpuPerDelivery: (cpu * 1e6) / due,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}
