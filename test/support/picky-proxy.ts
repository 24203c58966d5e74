import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { freePort } from "./server-process.ts";

/** Something between browsers and the server that doesn't let everything through. */
export interface PickyProxy {
  url: string;
  /** Requests whose address matches get a bad gateway's page; null lets all through. */
  refuses: RegExp | null;
  /** Whether connections may become WebSockets. */
  upgrades: boolean;
  /** Addresses that were asked for, refused ones included. */
  readonly asked: string[];
  /** Breaks every connection that is open. */
  cut(): void;
  close(): Promise<void>;
}

/** Listens on `localhost` in front of the port given, which need not be there yet. */
export async function aPickyProxy(to: number): Promise<PickyProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  const proxy: PickyProxy = {
    ...{ url: `http://localhost:${port}`, refuses: null, upgrades: true, asked: [] },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        proxy.cut();
      }),
  };
  const isRefused = ({ url = "" }: IncomingMessage): boolean => {
    proxy.asked.push(url);
    return proxy.refuses?.test(url) ?? false;
  };
  const server = createServer((request, response) => {
    const give = (status: number) => void response.writeHead(status).end("<h1>Bad gateway</h1>");
    if (isRefused(request)) return give(502);
    const { method, headers, url: path } = request;
    const passed = httpRequest({ host: "localhost", port: to, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
      answer.on("aborted", () => response.destroy());
    });
    passed.on("error", () => (response.headersSent ? response.destroy() : give(502)));
    response.on("close", () => passed.destroy());
    request.pipe(passed);
  });
  server.on("upgrade", (request, socket: Socket, head: Buffer) => {
    if (isRefused(request) || !proxy.upgrades) return socket.destroy();
    const there = connect(to, "localhost", () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2)
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      there.write(`${lines.join("\r\n")}\r\n\r\n`);
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    for (const [one, other] of [
      [there, socket],
      [socket, there],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(port, "localhost", done));
  return proxy;
}
