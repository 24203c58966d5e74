import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server } from "socket.io";
import { failureOf } from "#server/domain/answer.ts";
import type { Actor, Caller, Logger, TokenHolder } from "#server/domain/deps.ts";
import { admit, type Load } from "#server/domain/load.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { type CommandName, commandNames, commands } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import type { Failure, RefusalCode, Result } from "#shared/refusals.ts";
import { end, isExpired, type Told } from "./broadcast.ts";
import { type Hold, leaveRooms, roomsOf } from "./follow.ts";
import { prepareAnswer } from "./frame.ts";
import { rooms } from "./rooms.ts";
import type { Connection, Io } from "./types.ts";
import { boundUnread, lineOf } from "./unread.ts";
import { boundUnnamed, boundVisitors } from "./visitors.ts";

interface Authenticate {
  (token: string, now: Time): Promise<{ actor: Actor; holder: TokenHolder }>;
  again(holder: TokenHolder, now: Time): Promise<Actor>;
}

export interface GatewayOptions {
  answer(caller: Caller, name: CommandName, raw: unknown): Promise<Result<unknown>>;
  authenticate: Authenticate;
  hold: Hold;
  /** Refuses an address that opens sockets too often. */
  admitHandshake(address: string): Promise<void>;
  load(): Load;
  /** Open sockets of visitors from one address. */
  visitorsPerAddress: number;
  /** Open connections from one address on which nobody has said who they are. */
  unnamedPerAddress: number;
  log: Logger;
  told: Pick<Told, "queueCut" | "resync"> & { handshakeRefused(code: RefusalCode): void };
  now(): Time;
  /** A socket of somebody signed in is closed. */
  left(line: string): void;
  /** The client's address, by the same rule as for HTTP. */
  addressOf(request: IncomingMessage): string;
}

/**
 * Socket.IO on its default path. `cors` doesn't guard WebSockets, so the Origin is checked where every transport passes:
 * only our own pages open sockets from a browser, and the embed's frame is one of them.
 */
export function openIo(http: HttpServer, origins: ReadonlySet<string>): Io {
  return new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.messageBytes,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      const { origin } = request.headers;
      // Programs that are no browser send none; a browser always does, except same-origin GETs of the polling transport.
      decide(null, origin === undefined || origins.has(origin));
    },
  });
}

export function serveSockets(io: Io, options: GatewayOptions): void {
  const { told } = options;
  boundUnread(io, (followed) => {
    told.queueCut();
    told.resync("too_slow", followed);
  });
  const visitors = boundVisitors(options.visitorsPerAddress);
  boundUnnamed(io, options.unnamedPerAddress, ({ request }) => options.addressOf(request));
  const admitted = ({ data: { actor, address } }: Connection) => {
    // Who moderates shows when a discussion is joined.
    admit(options.load(), actor.kind === "visitor" ? "visitor" : "moderator");
    if (actor.kind === "visitor") visitors.admit(address);
  };
  io.use((socket, next) => {
    options
      .admitHandshake(options.addressOf(socket.request))
      .then(() => identify(socket, options))
      .then(() => admitted(socket))
      .then(
        () => next(),
        (error: unknown) => next(refusedConnection(error, options)),
      );
  });
  // One listener for all sockets and all commands, so that a connection holds no closure of its own.
  function heard(this: Connection, ...sent: unknown[]): void {
    const [name, ...rest] = sent;
    serve(this, name, rest, options);
  }
  function left(this: Connection): void {
    const { actor, address, following } = this.data;
    if (actor.kind === "visitor") visitors.go(address);
    else options.left(this.id);
    for (const id of [...following.keys()]) leaveRooms(this, id);
    // Who leaves by a word leaves with the line: it would be held, and counted nowhere.
    this.conn.close();
  }
  io.on("connection", (socket) => {
    lineOf(socket).reader = socket;
    release(socket);
    const { actor, address } = socket.data;
    if (actor.kind === "visitor") visitors.come(address);
    else void socket.join([rooms.user(actor.userId), rooms.session(actor.sessionId)]);
    Object.assign(socket, { ack: acknowledging });
    socket.onAny(heard);
    socket.on("disconnect", left);
  });
}

/** Stands in for how Socket.IO makes the function that answers a command. The first answer counts. */
function acknowledging(this: Connection, id: number): (result: Result<unknown>) => void {
  let sent = false;
  return (result) => {
    if (sent) return;
    sent = true;
    const { text, options } = prepareAnswer(id, result);
    this.conn.write(text, options);
  };
}

/** What the handshake was needed for has been read; request and headers would be held for the life of the connection. */
function release(socket: Connection): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: released });
  // Nobody is ever spoken to by the id of a socket.
  void socket.leave(socket.id);
}
const released = Object.freeze({ headers: {}, query: {}, auth: {}, url: "", address: "" });

async function identify(socket: Connection, options: GatewayOptions): Promise<void> {
  const token: unknown = socket.handshake.auth.token ?? null;
  if (token !== null && typeof token !== "string")
    throw new Refusal("unauthenticated", "The token isn't one of this site.");
  const who = token === null ? visitor : await options.authenticate(token, options.now());
  Object.assign(socket.data, {
    ...who,
    address: options.addressOf(socket.request),
    following: new Map(),
    ended: false,
    turn: settled,
    refused: 0,
  });
}
const settled = Promise.resolve();
const visitor = { actor: { kind: "visitor" }, holder: null } as const;

/** Who is asking now: a session that ended, or a role of the site, counts from the next command on. */
async function actorNow(socket: Connection, options: GatewayOptions): Promise<Actor> {
  const { holder } = socket.data;
  return holder === null ? visitor.actor : options.authenticate.again(holder, options.now());
}

/** What the client gets as `connect_error`: the failure, and nothing about anything unexpected. */
function refusedConnection(
  error: unknown,
  { log, told }: Pick<GatewayOptions, "log" | "told">,
): Error {
  const failure = failureOf(error);
  told.handshakeRefused(failure.code);
  if (failure.code === "internal") log.error("a handshake failed", error);
  return Object.assign(new Error(failure.code), { data: failure });
}

const known = new Set<unknown>(commandNames);
const isCommand = (name: unknown): name is CommandName => known.has(name);

function serve(socket: Connection, name: unknown, sent: unknown[], options: GatewayOptions): void {
  if (!isCommand(name))
    return reply(sent, {
      ok: false,
      failure: { code: "unknown_command", message: "There is no such command." },
    });
  const { data } = socket;
  if (commands[name].limit === "join")
    data.turn = data.turn.then(() => run(socket, name, sent, options));
  else void run(socket, name, sent, options);
}

async function run(
  socket: Connection,
  name: CommandName,
  sent: unknown[],
  options: GatewayOptions,
): Promise<void> {
  const raw = typeof sent[0] === "function" ? undefined : sent[0];
  try {
    const actor = await actorNow(socket, options);
    const place = roomsOf(socket, options.hold);
    const { address } = socket.data;
    const caller = { actor, address, cookie: null, rooms: place, line: socket.id };
    const result = await options.answer(caller, name, raw);
    reply(sent, result);
    endFlood(socket, result);
  } catch (error) {
    if (!(error instanceof Refusal)) options.log.error("a socket command failed", error, { name });
    turnAway(socket, sent, failureOf(error), options.now());
  }
}

/** One of many behind an address is refused for the others' sake now and then; only a socket that goes on itself is cut. */
function endFlood(socket: Connection, result: Result<unknown>): void {
  const { data } = socket;
  if (result.ok) data.refused = 0;
  else if (result.failure.code === "slow_down") data.refused++;
  if (result.ok || !result.failure.details?.flooding || data.refused < patience) return;
  data.ended = true;
  socket.disconnect(true);
}
const patience = 10;

/** Who asks isn't who they were: however a session ended, and whether or not this process heard of it, its socket ends too. */
function turnAway(socket: Connection, sent: unknown[], failure: Failure, now: Time): void {
  reply(sent, { ok: false, failure });
  if (failure.code === "session_ended")
    end(socket, isExpired(socket, now) ? "expired" : "revoked", now);
}

/** The acknowledgement is the last thing sent; without one there is nobody to answer. */
function reply(sent: unknown[], result: Result<unknown>): void {
  const acknowledge = sent.at(-1);
  if (typeof acknowledge === "function") acknowledge(result);
}
