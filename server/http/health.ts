import type { Request, RequestHandler } from "express";
import type { Failure } from "#shared/refusals.ts";
import { refuse } from "./api-routes.ts";
import { bearerOf, sameToken } from "./bearer.ts";
import type { Metrics } from "./metrics.ts";

/** Whether the server can do its work, and of what it needs, how each is. Anybody may read it: no addresses, no reasons in detail. */
export interface Readiness {
  ok: boolean;
  checks: Record<string, string>;
}

/** A check that takes longer than this has failed. */
const readyMs = 1_500;

export function readyRoute(ready: () => Promise<Readiness> | Readiness): RequestHandler {
  return async (_request, response) => {
    const late = new AbortController();
    const { ok, checks } = await Promise.race([asked(ready), tooLate(late.signal)]);
    late.abort();
    response.status(ok ? 200 : 503).json({ ok, checks });
  };
}

async function asked(ready: () => Promise<Readiness> | Readiness): Promise<Readiness> {
  try {
    return await ready();
  } catch {
    return { ok: false, checks: { server: "failed" } };
  }
}

function tooLate(signal: AbortSignal): Promise<Readiness> {
  return new Promise((done) => {
    const timer = setTimeout(() => done({ ok: false, checks: { server: "no answer" } }), readyMs);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

/** Without a token only programs on this machine read the figures, and none that a proxy speaks for. */
export function metricsRoute(metrics: Pick<Metrics, "text">, token: string | null): RequestHandler {
  return async (request, response) => {
    if (!(token === null ? isLocal(request) : hasToken(request, token)))
      return refuse(response, closed);
    const { type, body } = await metrics.text();
    response.set("Content-Type", type).send(body);
  };
}
const closed: Failure = { code: "not_allowed", message: "The figures aren't for everybody." };

function hasToken(request: Request, token: string): boolean {
  const given = bearerOf(request.headers.authorization);
  return given !== null && sameToken(given, token);
}

const forwarding = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
function isLocal({ socket, headers }: Request): boolean {
  const peer = socket.remoteAddress ?? "";
  const here = peer === "::1" || /^(::ffff:)?127\./.test(peer);
  return here && !forwarding.some((name) => headers[name] !== undefined);
}
