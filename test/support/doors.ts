import { io, type Socket } from "socket.io-client";
import { type CommandName, commands, type Output } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";

/** Where a test's server listens. */
interface At {
  url: string;
}

/** A command by its HTTP route, as the table has it. */
export async function httpSend<N extends CommandName>(
  { url }: At,
  token: string | null,
  name: N,
  input: Record<string, unknown>,
): Promise<Result<Output<N>>> {
  const { method, path } = commands[name].http;
  const rest = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  const address = new URL(`${url}/api/v1${filled}`);
  const headers: Record<string, string> = {};
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (method === "GET") {
    for (const [key, value] of Object.entries(rest))
      if (value !== null && value !== undefined) address.searchParams.set(key, String(value));
    return (await fetch(address, { headers })).json();
  }
  headers["content-type"] = "application/json";
  const response = await fetch(address, { method, headers, body: JSON.stringify(rest) });
  return response.json();
}

/** A socket that is connected, or the failure of its handshake. */
export function connect({ url }: At, token: string | null): Promise<Socket> {
  const socket = io(url, {
    ...{ transports: ["websocket"], forceNew: true, reconnection: false },
    auth: token === null ? {} : { token },
  });
  return new Promise((done, fail) => {
    socket.once("connect", () => done(socket));
    socket.once("connect_error", (error) => {
      socket.close();
      fail(error);
    });
  });
}

export async function socketSend<N extends CommandName>(
  at: At,
  token: string | null,
  name: N,
  input: Record<string, unknown>,
): Promise<Result<Output<N>>> {
  let socket: Socket;
  try {
    socket = await connect(at, token);
  } catch (error) {
    if (error instanceof Error && "data" in error)
      return { ok: false, failure: error.data as never };
    throw error;
  }
  try {
    return await socket.timeout(5_000).emitWithAck(name, input);
  } finally {
    socket.close();
  }
}
