import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { type Answer, failureOf } from "#server/domain/answer.ts";
import type { Actor, Logger } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { type CommandName, commandNames, commands, type Output } from "#shared/commands.ts";
import { limits } from "#shared/limits.ts";
import { type Failure, type RefusalCode, type Result, refusals } from "#shared/refusals.ts";
import { bearerOf } from "./bearer.ts";
import { countAnswer, type Metrics } from "./metrics.ts";
import { type ReadRequest, readerOf } from "./read-request.ts";
import { refreshCookieFor } from "./refresh-cookie.ts";

export interface ApiOptions {
  answer: Answer;
  /** Throws a Refusal for a token that isn't good. */
  authenticate(token: string, now: Time): Promise<{ actor: Actor }>;
  addressOf(request: Request): string;
  publicUrl: string;
  origins: readonly string[];
  metrics: Pick<Metrics, "acked" | "refusals" | "limiterHits">;
  log: Logger;
  now(): Time;
}

/** A command on a route, and how its input is read off a request. */
export interface Served<N extends CommandName = CommandName> {
  name: N;
  read: ReadRequest;
}
type Method = "GET" | "POST" | "PATCH";

/** Every command of the table by its route, below wherever this is mounted. */
export function apiRoutes(options: ApiOptions): Router {
  const router = express.Router({ caseSensitive: true });
  for (const [path, served] of commandsByPath()) router.all(path, serve(served, options));
  return router;
}

function commandsByPath(): Map<string, Map<Method, Served>> {
  const paths = new Map<string, Map<Method, Served>>();
  for (const name of commandNames) {
    const { method, path } = commands[name].http;
    const served = paths.get(path) ?? new Map<Method, Served>();
    if (served.has(method)) throw new Error(`Two commands on ${method} ${path}.`);
    paths.set(path, served.set(method, { name, read: readerOf(name) }));
  }
  return paths;
}

function serve(served: ReadonlyMap<Method, Served>, options: ApiOptions): RequestHandler {
  const readable = served.has("GET");
  const allowed = [...served.keys(), ...(readable ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return async (request, response) => {
    if (request.method === "OPTIONS") return preflight(request, response, allowed, readable);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = isMethod(method) ? served.get(method) : undefined;
    if (found) return answerWith(found, request, response, options);
    response.set("Allow", allowed);
    refuse(response, noSuchMethod, 405);
  };
}
export const noSuchMethod: Failure = {
  code: "unknown_command",
  message: "This address doesn't take this method.",
};

async function answerWith(
  served: Served,
  request: Request,
  response: Response,
  options: ApiOptions,
): Promise<void> {
  const { http } = commands[served.name];
  if (http.method === "GET") openToAll(request, response);
  send(response, served.name, await run(served, request, response, options), options);
}

/** What is asked without credentials may be read by pages from anywhere. */
export function openToAll(request: Request, response: Response): void {
  if (request.headers.authorization === undefined) response.set("Access-Control-Allow-Origin", "*");
}

/** Gives the answer to a command, and counts it. */
export function send(
  response: Response,
  name: CommandName,
  result: Result<unknown>,
  { metrics }: Pick<ApiOptions, "metrics">,
): void {
  countCommand(name, result, { metrics });
  if (result.ok) response.json(result);
  else refuse(response, result.failure);
}
export function countCommand(
  name: CommandName,
  result: Result<unknown>,
  { metrics }: Pick<ApiOptions, "metrics">,
): void {
  const code = result.ok ? null : result.failure.code;
  countAnswer(metrics, { door: "http", limit: commands[name].limit, code });
}
const isMethod = (method: string): method is Method =>
  method === "GET" || method === "POST" || method === "PATCH";

/** What is public may be read by pages from anywhere, without any credentials. Nothing else is granted to other origins. */
export function preflight(
  request: Request,
  response: Response,
  allowed: string,
  readable: boolean,
): void {
  response.set("Allow", allowed);
  const wanted = request.get("access-control-request-method");
  if (readable && (wanted === "GET" || wanted === "HEAD"))
    response.set({
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "GET, HEAD",
      "Access-Control-Max-Age": "600",
    });
  response.status(204).end();
}

/** The answer to a command as a request asks for it; never throws. */
export async function run<N extends CommandName>(
  { name, read }: Served<N>,
  request: Request,
  response: Response,
  options: ApiOptions,
): Promise<Result<Output<N>>> {
  try {
    const token = bearerOf(request.headers.authorization);
    if (token === "malformed")
      throw new Refusal("unauthenticated", "Send Authorization: Bearer TOKEN, or nothing.");
    const actor =
      token === null ? visitor : (await options.authenticate(token, options.now())).actor;
    const cookie = refreshCookieFor(name, request, response, options);
    if (request.method !== "GET" && request.method !== "HEAD") await readJson(request, response);
    const caller = { actor, address: options.addressOf(request), cookie };
    return await options.answer(caller, name, read(request));
  } catch (error) {
    const failure = failureOfRequest(error);
    if (failure.code === "internal") options.log.error("a web request failed", error, { name });
    return { ok: false, failure };
  }
}
const visitor: Actor = { kind: "visitor" };

const parse = express.json({
  limit: limits.messageBytes,
  inflate: false,
  type: "application/json",
});

/** Only JSON is read: what a form, or a page that asks nobody first, can send is refused before it is looked at. */
function readJson(request: Request, response: Response): Promise<void> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    throw new Refusal("unsupported_media", "Send JSON in UTF-8, as application/json.");
  return new Promise((done, fail) => {
    parse(request, response, (error?: unknown) => (error === undefined ? done() : fail(error)));
  });
}

/** What the body's reader and the router complain about is the client's doing; the rest is as the rules say. */
export function failureOfRequest(error: unknown): Failure {
  const known = failureOf(error);
  if (known.code !== "internal") return known;
  switch (statusOf(error)) {
    case 400:
      return { code: "invalid_input", message: "The request can't be read." };
    case 413:
      return tooLarge;
    case 415:
      return { code: "unsupported_media", message: "Send JSON in UTF-8, not compressed." };
    default:
      return known;
  }
}

export const tooLarge: Failure = {
  ...{ code: "too_large", message: "The body is too large." },
  details: { limit: limits.messageBytes },
};

const statusOf = (error: unknown): unknown =>
  error instanceof Error && "status" in error ? error.status : undefined;

/** A no, as the body that every door gives, with the status of its code. */
export function refuse(
  response: Response,
  failure: Failure,
  status = statusFor(failure.code),
): void {
  if (failure.retryAfter !== undefined)
    response.set("Retry-After", String(Math.ceil(failure.retryAfter)));
  // Who goes on as if nothing had been said is cut, as on a socket.
  if (failure.details?.flooding) response.set("Connection", "close");
  if (status === 401) response.set("WWW-Authenticate", "Bearer");
  response.status(status).json({ ok: false, failure } satisfies Result<never>);
}
export const statusFor = (code: RefusalCode): number => refusals[code];
