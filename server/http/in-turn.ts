import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests of one connection that may wait for their turn; browsers and proxies send one at a time. */
const waitingMost = 16;

/**
 * Takes the requests of a connection one after the other. HTTP/1.1 lets a client send many without waiting for answers, and Node
 * begins all of them at once: one packet could hold up everybody, and an answer that waits for those before it never hears
 * that its client has gone. To be called when everybody listens already.
 */
export function inTurn(http: Server): void {
  const listeners = http.listeners("request") as RequestListener[];
  http.removeAllListeners("request");
  const lines = new WeakMap<Socket, [IncomingMessage, ServerResponse][]>();
  const begin = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    response.once("close", () => {
      const waiting = lines.get(socket);
      const next = waiting?.shift();
      if (next && !socket.destroyed) begin(...next);
      else lines.delete(socket);
    });
    for (const listener of listeners) listener.call(http, request, response);
  };
  http.on("request", (request, response) => {
    const { socket } = request;
    const waiting = lines.get(socket);
    if (!waiting) {
      lines.set(socket, []);
      begin(request, response);
    } else if (waiting.push([request, response]) > waitingMost) {
      lines.delete(socket);
      socket.destroy();
    }
  });
}
