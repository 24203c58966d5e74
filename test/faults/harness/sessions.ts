import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { httpSend } from "#test/support/doors.ts";
import { pause } from "./wait.ts";

const password = "wind over the water";

/** Somebody with a password, signed in on several devices: an access token of a session of its own for each. */
export async function signedIn(at: { url: string }, devices: number): Promise<string[]> {
  const email = `${randomUUID()}@example.org`;
  const name = `Ann ${email.slice(0, 8)}`;
  const registered = await httpSend(at, null, "account:register", { name, email, password });
  if (!registered.ok) throw new Error(JSON.stringify(registered.failure));
  const tokens: string[] = [];
  for (let i = 0; i < devices; i++) {
    const entered = await httpSend(at, null, "account:sign-in", { email, password });
    if (!entered.ok) throw new Error(JSON.stringify(entered.failure));
    tokens.push(entered.value.accessToken);
  }
  return tokens;
}
export const passwords = { currentPassword: password, newPassword: "another wind altogether" };

/** A device's line, and when it was told that its session is over and was cut. */
export class Device {
  readonly socket: Socket;
  readonly token: string;
  readonly #url: string;
  toldAt: number | null = null;
  cutAt: number | null = null;

  constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
    this.socket = io(url, {
      ...{ transports: ["websocket"], forceNew: true, reconnection: false, auth: { token } },
    });
    this.socket.on("session:ended", () => {
      this.toldAt ??= performance.now();
    });
    this.socket.on("disconnect", () => {
      this.cutAt ??= performance.now();
    });
  }

  async connected(): Promise<this> {
    while (!this.socket.connected) await pause(5);
    return this;
  }

  /** Whether a new line with the same token is taken: "ok", or the code of the refusal. */
  again(): Promise<string> {
    const socket = io(this.#url, {
      ...{ transports: ["websocket"], forceNew: true, reconnection: false },
      auth: { token: this.token },
    });
    return new Promise((done) => {
      const say = (what: string) => {
        socket.close();
        done(what);
      };
      socket.on("connect", () => say("ok"));
      socket.on("connect_error", ({ message }) => say(message));
    });
  }
}
