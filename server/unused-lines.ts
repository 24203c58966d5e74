import type { Server } from "node:http";
import type { Duplex } from "node:stream";

const statuses: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
};

/**
 * Closes a line on which nothing was ever asked without a word, as a browser expects that opened one ahead: an answer to no
 * question would meet the question that is on its way, and fail it. Whatever else is wrong is told as Node tells it.
 */
export function closeUnused(http: Server): void {
  http.on("clientError", (error: Error & { code?: string }, socket: Duplex) => {
    const unused = "bytesRead" in socket && socket.bytesRead === 0;
    if (unused || !socket.writable) return void socket.destroy();
    const status = statuses[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
  });
}
