import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import express from "express";
import { readConfig } from "#server/config.ts";
import type { Answer } from "#server/domain/answer.ts";
import type { Actor, Caller, Logger } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Readiness } from "#server/http/health.ts";
import { createMetrics } from "#server/http/metrics.ts";
import type { CreatePages } from "#server/http/pages.ts";
import { Streams } from "#server/http/streams.ts";
import { createWeb } from "#server/http/web.ts";
import type { CommandName } from "#shared/commands.ts";
import type { FileId, SessionId, UserId } from "#shared/ids.ts";
import type { Result } from "#shared/refusals.ts";

/** What reached the rules. */
export interface Asked {
  caller: Caller;
  name: CommandName;
  raw: unknown;
}
export interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  json(): unknown;
}
interface Sent {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}
export interface Web {
  url: string;
  asked: Asked[];
  logged: Record<string, unknown>[];
  /** Sends exactly these headers: `fetch` would forbid some and add others. */
  send(path: string, sent?: Sent): Promise<Got>;
  /** A POST with JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Got>;
  close(): Promise<void>;
}

export const token = "a-good-token";
export const actor: Actor = {
  kind: "account",
  userId: "0198c0de-0000-7000-8000-000000000001" as UserId,
  sessionId: "0198c0de-0000-7000-8000-000000000002" as SessionId,
  admin: false,
};

interface WebOfTest {
  env?: Record<string, string>;
  /** What the rules say; without it they say yes to everything. */
  rule?: (asked: Asked) => Result<unknown> | Promise<Result<unknown>>;
  pages?: CreatePages;
  ready?: () => Readiness | Promise<Readiness>;
  clientDir?: string;
  filePiece?: (id: FileId, from: number) => Promise<Uint8Array | null>;
  now?: () => number;
}

/** The web adapter alone on a loopback port, with rules that note what they are asked. */
export async function aWeb(wanted: WebOfTest = {}): Promise<Web> {
  const { rule = () => ({ ok: true, value: {} }) } = wanted;
  const asked: Asked[] = [];
  const logged: Record<string, unknown>[] = [];
  const config = readConfig({ PUBLIC_URL: "http://localhost:8080", ...wanted.env });
  const answer = async (caller: Caller, name: CommandName, raw: unknown) => {
    asked.push({ caller, name, raw });
    return rule({ caller, name, raw });
  };
  const metrics = createMetrics();
  const streams = new Streams({
    ...{ epoch: "of the test", metrics, hold: async () => () => undefined },
    ...{ head: async () => 0, heads: async () => new Map() },
  });
  const server = createServer(
    createWeb({
      ...{ config, metrics, streams, log: recorder(logged) },
      answer: answer as Answer,
      authenticate: async (given) => {
        if (given !== token) throw new Refusal("unauthenticated", "Not one of ours.");
        return { actor };
      },
      ready: wanted.ready ?? (() => ({ ok: true, checks: { store: "ok" } })),
      pages: wanted.pages ?? (() => express.Router()),
      clientDir: wanted.clientDir ?? "/nowhere",
      filePiece: wanted.filePiece ?? (async () => null),
      ...(wanted.now ? { now: wanted.now } : {}),
    }),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  const { port } = address;

  const send = (path: string, { method = "GET", headers = {}, body }: Sent = {}) =>
    new Promise<Got>((done, fail) => {
      const request = httpRequest(
        { ...{ host: "127.0.0.1", port, path, method, headers, agent: false }, setHost: true },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", fail);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            done({
              ...{ status: response.statusCode ?? 0, headers: response.headers, body: text },
              json: () => JSON.parse(text),
            });
          });
        },
      );
      request.on("error", fail);
      request.end(body);
    });

  return {
    ...{ url: `http://127.0.0.1:${port}`, asked, logged, send },
    post: (path, body, headers = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error ? fail(error) : done()));
        server.closeAllConnections();
      }),
  };
}

function recorder(lines: Record<string, unknown>[]): Logger {
  return {
    info: (what, about) => lines.push({ level: "info", what, ...about }),
    warn: (what, about) => lines.push({ level: "warn", what, ...about }),
    error: (what, error, about) =>
      lines.push({ level: "error", what, ...about, error: String(error) }),
  };
}

/** What a page, or the API, says when it refuses. */
export const codeOf = (got: Got): unknown => {
  const body = got.json();
  if (typeof body !== "object" || body === null || !("failure" in body)) return null;
  const { failure } = body;
  return typeof failure === "object" && failure !== null && "code" in failure ? failure.code : null;
};
