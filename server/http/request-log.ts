import { randomUUID } from "node:crypto";
import type { Request, RequestHandler } from "express";
import type { Logger } from "#server/domain/deps.ts";

/** What is asked all the time and by machines is logged only when it fails. */
const quiet = ["/health/", "/metrics", "/assets/"];

/** A line for each request: the route's pattern instead of the address, which may hold a token; nothing of who asked. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const requestId = randomUUID();
    response.locals.requestId = requestId;
    response.set("X-Request-Id", requestId);
    response.once("close", () => {
      const failed = response.statusCode >= 400;
      if (!failed && quiet.some((path) => request.path.startsWith(path))) return;
      log.info("request", {
        method: request.method,
        route: routeOf(request),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        requestId,
        ...(response.writableFinished ? {} : { aborted: true }),
      });
    });
    next();
  };
}

function routeOf({ route, baseUrl }: Request): string {
  const path: unknown = route?.path;
  return typeof path === "string" ? `${baseUrl}${path}` : "none";
}
