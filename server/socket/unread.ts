import { limits } from "#shared/limits.ts";
import { leaveRooms } from "./follow.ts";
import type { Connection, Io } from "./types.ts";

/** What was given to one socket while its line took nothing. */
interface Waiting {
  messages: number;
  bytes: number;
}

/** For the last words to go out, before the line is broken. */
const partingMs = 2_000;

/**
 * Bounds what waits for a socket whose client doesn't read (P8). Heartbeats don't find such a client when it answers them blindly.
 * Only what is given while the line takes nothing counts: what is on its way already is one batch at most.
 */
export class Unread {
  /** By connection; only of those whose line takes nothing at the moment. */
  readonly #waiting = new Map<object, Waiting>();
  readonly #onCut: () => void;

  constructor(io: Io, onCut: () => void) {
    this.#onCut = onCut;
    io.engine.on("flush", (connection: object) => this.forget(connection));
  }

  /** Counts what a socket is about to be given; false when it was one too many, and the socket has been cut. */
  takes(socket: Connection, bytes: () => number): boolean {
    const { conn } = socket;
    if (conn.transport.writable) return true;
    const { messages, bytes: before } = this.#waiting.get(conn) ?? { messages: 0, bytes: 0 };
    const now = { messages: messages + 1, bytes: before + bytes() };
    this.#waiting.set(conn, now);
    if (now.messages <= limits.unreadMessages && now.bytes <= limits.unreadBytes) return true;
    this.#cut(socket);
    return false;
  }

  /** Its line took all that waited, or is gone. */
  forget(connection: object): void {
    this.#waiting.delete(connection);
  }

  /** Out of all rooms at once, told why, and gone as soon as that is out or has waited long enough. */
  #cut(socket: Connection): void {
    if (socket.data.ended) return;
    socket.data.ended = true;
    this.#onCut();
    for (const discussionId of [...socket.data.following.keys()]) {
      leaveRooms(socket, discussionId);
      socket.emit("feed:resync", { discussionId, reason: "too_slow" });
    }
    const { conn } = socket;
    socket.disconnect(true);
    setTimeout(() => breakLine(conn), partingMs).unref();
  }
}

/** Closing politely waits for a client that doesn't read. */
function breakLine(conn: Connection["conn"]): void {
  const { transport } = conn;
  conn.close(true);
  const line = "socket" in transport ? transport.socket : null;
  if (canTerminate(line)) line.terminate();
}
const canTerminate = (line: unknown): line is { terminate(): void } =>
  typeof line === "object" &&
  line !== null &&
  "terminate" in line &&
  typeof line.terminate === "function";
