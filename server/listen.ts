import { createServer, type Server } from "node:net";

export interface Address {
  /** 0 takes a free one. */
  port: number;
  host: string;
}

/**
 * Connections that the system keeps for us until we take them, if it allows so many. Whom it has no room for tries again after
 * 1, 3, 7 s: after a restart thousands come in the same second.
 */
const backlog = 8_192;

/** Makes a server listen, and says on which port. Throws an Error with one clear line, which names the variable at fault. */
export function listen(server: Server, { port, host }: Address): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", (error) =>
      fail(new Error(faultOf(error, { port, host }), { cause: error })),
    );
    server.listen({ port, host, backlog }, () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

/**
 * Makes sure that the address can be listened on, before anything is made for a server that couldn't. It is given back at once:
 * whoever comes before the store is open finds nobody, instead of waiting for an answer.
 */
export async function tryAddress(address: Address): Promise<void> {
  const probe = createServer((socket) => socket.destroy());
  await listen(probe, address);
  await new Promise((done) => probe.close(done));
}

function faultOf(error: Error, { port, host }: Address): string {
  switch ("code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return `the port is taken: choose another with PORT (${error.message})`;
    case "EACCES":
      return `this user may not listen on PORT ${port} (${error.message})`;
    default:
      return `HOST ${host} can't be listened on (${error.message})`;
  }
}
