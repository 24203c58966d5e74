import type { Server } from "node:http";
import type { Socket } from "node:net";

/** What Node knows of a connection and doesn't declare. A test with clients that take nothing notices when that changes. */
interface Handle {
  /** Handed to the system, and of that what it hasn't taken yet. */
  readonly bytesWritten: number;
  readonly writeQueueSize: number;
}
interface Seen {
  taken: number;
  since: number;
}

const afterMs = 30_000;
const everyMs = 5_000;

/**
 * Cuts connections whose client has taken nothing of what waits for it for half a minute, however it is read: an answer, a stream
 * or a socket. Nothing else would where nothing more is sent, or where the client goes on sending.
 */
export function cutStalled(
  http: Server,
  now: () => number,
  cut: () => void,
): { look(): void; stop(): void } {
  const open = new Map<Socket, Seen | null>();
  http.on("connection", (socket: Socket) => {
    open.set(socket, null);
    socket.once("close", () => open.delete(socket));
  });
  const look = () => {
    for (const [socket, seen] of open) {
      const handle = (socket as unknown as { _handle?: Handle | null })._handle;
      const waits = handle && (handle.writeQueueSize > 0 || socket.writableLength > 0);
      const taken = handle ? handle.bytesWritten - handle.writeQueueSize : 0;
      if (!waits) open.set(socket, null);
      else if (seen?.taken !== taken) open.set(socket, { taken, since: now() });
      else if (now() - seen.since >= afterMs) {
        cut();
        socket.destroy();
      }
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
