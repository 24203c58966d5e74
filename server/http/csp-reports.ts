import express, { type RequestHandler, type Response } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Logger } from "#server/domain/deps.ts";

/** Where browsers report what the content security policy kept from happening. */
export const cspReportsPath = "/csp-reports";

interface CspReportsOptions {
  log: Logger;
  count(reports: number): void;
  addressOf(request: express.Request): string;
  limitFactor: number;
  now(): number;
}

const perMinute = 60;
/** Reports in one request; a browser collects a few. */
const batch = 50;
const quietMs = 1_000;

/** Counts reports. Of what they say, which anybody may make up, only the directive is logged, at most once a second. */
export function cspReports({
  log,
  count,
  addressOf,
  limitFactor,
  now,
}: CspReportsOptions): RequestHandler[] {
  const points = Math.max(1, Math.round(perMinute * limitFactor));
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  let loggedAt = Number.NEGATIVE_INFINITY;
  let unlogged = 0;
  const read = express.json({
    limit: "16kb",
    inflate: false,
    type: ["application/csp-report", "application/reports+json", "application/json"],
  });
  return [
    (request, response, next) => {
      limiter.consume(addressOf(request)).then(
        () => next(),
        () => end(response, 429),
      );
    },
    read,
    (request, response) => {
      const directives = directivesOf(request.body);
      if (directives.length === 0) return end(response, 400);
      count(directives.length);
      unlogged += directives.length;
      if (now() - loggedAt >= quietMs) {
        log.warn("content security policy reports", { count: unlogged, directive: directives[0] });
        loggedAt = now();
        unlogged = 0;
      }
      end(response, 204);
    },
  ];
}

const end = (response: Response, status: number) => void response.status(status).end();

/** Of each report its directive, from the form of the Reporting API or the older one. */
function directivesOf(body: unknown): string[] {
  const reports = Array.isArray(body) ? body.slice(0, batch) : [body];
  return reports.flatMap((report) => {
    const inner = field(report, "csp-report") ?? field(report, "body");
    if (typeof inner !== "object" || inner === null) return [];
    const directive =
      field(inner, "effectiveDirective") ??
      field(inner, "effective-directive") ??
      field(inner, "violated-directive");
    return [
      typeof directive === "string" && /^[a-z-]{1,40}$/.test(directive) ? directive : "unknown",
    ];
  });
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
