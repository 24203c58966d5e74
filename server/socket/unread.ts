import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "#shared/limits.ts";
import { leaveRooms } from "./follow.ts";
import type { Connection, Io } from "./types.ts";

/** What Engine.IO 6.6 knows of a connection and doesn't declare. Tests with clients that stop reading notice when that changes. */
export interface Line {
  readonly readyState: string;
  /** Packets that wait until the transport takes them. */
  writeBuffer: Packet[];
  transport: {
    readonly name: string;
    /** Whether what it took before has left the process. */
    readonly writable: boolean;
    /** Of a WebSocket. */
    readonly socket?: { readonly bufferedAmount: number; terminate(): void };
    /** Of a poll that waits for an answer. */
    readonly res?: ServerResponse | null;
  };
  /** Until somebody is let in. */
  readonly request: IncomingMessage;
  on(name: "packetCreate" | "close", listen: (this: Line) => void): void;
  close(discard?: boolean): void;
  /** Ours: packets in what the transport took last. */
  batch?: number;
  /** Ours: the last answer to a poll. */
  answer?: ServerResponse | null;
  /** Ours: who reads here; nobody yet before the handshake is through. */
  reader?: Connection;
  /** Ours: where it comes from, as long as nobody has said on it who they are. */
  address?: string;
}
interface Packet {
  data?: unknown;
}

/** A client that was cut is gone after this long, whether it reads its last message or not. */
const goneMs = 3_000;

export const lineOf = (socket: Connection): Line => socket.conn as unknown as Line;

/**
 * Bounds what waits for a client that doesn't read (P8). Whoever is over the bound after the event loop has turned, so that what
 * could be written is written, loses what waits, is told to join again and is cut. The heartbeat alone wouldn't do it: a client
 * may answer pings without reading on.
 */
export function boundUnread(io: Io, cutOff: (followed: number) => void): void {
  const suspects = new Set<Line>();
  const suspect = (line: Line) => {
    if (suspects.size === 0) setImmediate(judge);
    suspects.add(line);
  };
  const judge = () => {
    const all = [...suspects];
    suspects.clear();
    for (const line of all) if (line.readyState === "open" && isOver(line)) cutOff(cut(line));
  };
  /** Shared by all connections: it is called for each packet there is. */
  function created(this: Line): void {
    if (!this.transport.writable && isOver(this)) suspect(this);
  }
  io.engine.on("connection", (line: Line) => line.on("packetCreate", created));
  io.engine.on("flush", (line: Line, batch: Packet[]) => {
    line.batch = batch.length;
    if (line.transport.name !== "polling") return;
    if (isUnread(line.answer)) suspect(line);
    else line.answer = line.transport.res ?? null;
  });
}

/** An answer that the client hasn't taken. Short ones leave the process at once, read or not. */
const isUnread = (answer: ServerResponse | null | undefined): boolean =>
  answer != null && !answer.writableFinished && !answer.destroyed;

/** What the transport took and hasn't got rid of. Of a poll that means its answer: it is ended at once, but may be unread. */
function inFlight({ transport, batch = 0, answer }: Line): { messages: number; bytes: number } {
  if (transport.name === "polling")
    return isUnread(answer)
      ? { messages: batch, bytes: answer?.writableLength ?? 0 }
      : { messages: 0, bytes: 0 };
  if (transport.writable) return { messages: 0, bytes: 0 };
  return { messages: batch, bytes: transport.socket?.bufferedAmount ?? 0 };
}

/** The largest message isn't counted: a snapshot may be as large as its discussion, and somebody on a thin line gets it too. */
function isOver(line: Line): boolean {
  const flying = inFlight(line);
  const { transport, writeBuffer } = line;
  // Polling again without having read: no client of good will does.
  if (transport.name === "polling" && transport.writable && flying.messages > 0) return true;
  if (flying.messages + writeBuffer.length > limits.unreadMessages) return true;
  let { bytes } = flying;
  let largest = flying.messages === 1 ? bytes : 0;
  for (const { data } of writeBuffer) {
    const size = typeof data === "string" ? data.length : 0;
    bytes += size;
    largest = Math.max(largest, size);
  }
  return bytes - largest > limits.unreadBytes;
}

/** Gives how many discussions it followed. It isn't said goodbye to as a client is that shall stay away: it comes back by itself. */
function cut(line: Line): number {
  line.writeBuffer = [];
  const { reader, transport, answer } = line;
  const followed = [...(reader?.data.following.keys() ?? [])];
  if (reader) {
    reader.data.ended = true;
    for (const id of followed) leaveRooms(reader, id);
    for (const room of reader.rooms) void reader.leave(room);
    for (const discussionId of followed)
      reader.emit("feed:resync", { discussionId, reason: "too_slow" });
  }
  line.close();
  setTimeout(() => {
    line.close(true);
    transport.socket?.terminate();
    answer?.socket?.destroy();
  }, goneMs).unref();
  return followed.length;
}
