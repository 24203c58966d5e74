import { randomUUID } from "node:crypto";
import type { Request, RequestHandler } from "express";
import type { Logger } from "#server/domain/deps.ts";
import { Sparing } from "#server/domain/sparing.ts";

/** What is asked all the time and by machines is logged only when it fails. */
const quiet = ["/health/", "/metrics", "/assets/"];

interface RequestLogOptions {
  log: Logger;
  addressOf(request: Request): string;
}

/**
 * A line for each request: the route's pattern instead of the address, which may hold a token; nothing of who asked.
 * Of the requests of one client that are refused, one a second.
 */
export function requestLog({ log, addressOf }: RequestLogOptions): RequestHandler {
  const sparing = new Sparing(() => performance.now());
  return (request, response, next) => {
    const began = performance.now();
    const requestId = randomUUID();
    response.locals.requestId = requestId;
    response.set("X-Request-Id", requestId);
    // A line that is closed has no address any more.
    const address = addressOf(request);
    response.once("close", () => {
      const failed = response.statusCode >= 400;
      if (!failed && quiet.some((path) => request.path.startsWith(path))) return;
      const spared = failed ? sparing.admit(address) : {};
      if (spared === null) return;
      log.info("request", {
        method: request.method,
        route: routeOf(request),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        requestId,
        ...(response.writableFinished ? {} : { aborted: true }),
        ...spared,
      });
    });
    next();
  };
}

function routeOf({ route, baseUrl }: Request): string {
  const path: unknown = route?.path;
  return typeof path === "string" ? `${baseUrl}${path}` : "none";
}
