import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import expressStaticGzip from "express-static-gzip";
import type { Answer } from "#server/domain/answer.ts";
import type { Actor, Logger } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import type { FileId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type { Result } from "#shared/refusals.ts";
import { apiPage } from "./api-page.ts";
import {
  type ApiOptions,
  apiRoutes,
  failureOfRequest,
  refuse,
  statusFor,
  tooLarge,
} from "./api-routes.ts";
import { asyncApi } from "./asyncapi.ts";
import { changesRoute } from "./changes-route.ts";
import { addressOf, type Trust } from "./client-address.ts";
import { cspReports, cspReportsPath } from "./csp-reports.ts";
import { eventsRoute } from "./events-route.ts";
import { fileRoute, filesPath } from "./file-route.ts";
import { answerForm } from "./form-door.ts";
import { type Surface, setSurface } from "./headers.ts";
import { metricsRoute, type Readiness, readyRoute } from "./health.ts";
import { html } from "./html.ts";
import type { Metrics } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import type { CreatePages, PageTools } from "./pages.ts";
import { plainPage, plainStyle, plainStylePath } from "./plain-page.ts";
import { requestLog } from "./request-log.ts";
import { createSlots } from "./slots.ts";
import type { Streams } from "./streams.ts";
import { textStyle, textStylePath } from "./text-view.ts";

/** Of the settings, those the web side needs. */
interface WebSettings {
  /** An origin. */
  publicUrl: string;
  /** Origins whose pages may use the refresh cookie. */
  origins: readonly string[];
  trustProxy: Trust;
  /** null: only programs on this machine read /metrics. */
  metricsToken: string | null;
  limitFactor: number;
}

export interface WebOptions {
  config: WebSettings;
  /** The rules' door; never throws. */
  answer: Answer;
  /** Who an access token stands for; throws a Refusal for one that isn't good. */
  authenticate(token: string, now: Time): Promise<{ actor: Actor }>;
  log: Logger;
  metrics: Metrics;
  /** Who reads live without a socket. */
  streams: Streams;
  /** The piece of a file that begins there; null behind the last one. */
  filePiece(id: FileId, from: number): Promise<Uint8Array | null>;
  /** Whether the store answers and the process isn't on its way out. Told to anybody: words, no addresses. */
  ready(): Promise<Readiness> | Readiness;
  /** The rendered pages, from page.tsx. */
  pages: CreatePages;
  /** The built client: `assets/` with hashed names, and what lies beside it. It may be missing. */
  clientDir: string;
  now?: () => Time;
}

/** Requests of one address, which may be a whole institution's, that are held open to be told of changes. */
const openPerAddress = 500;

/** The web side of the server: commands by their routes, documents, pages, files, health and figures. */
export function createWeb(options: WebOptions): Express {
  const { config, log, metrics, now = Date.now } = options;
  const { publicUrl } = config;
  const from = (request: Request) => addressOf(request, config.trustProxy);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");

  app.use(requestLog({ log, addressOf: from }));
  app.use((request, response, next) => {
    setSurface(response, surfaceOf(request.path), { publicUrl });
    // The address of such a page is a secret, so it goes nowhere.
    if (request.path.startsWith("/link/")) response.set("Referrer-Policy", "no-referrer");
    next();
  });
  app.use(refuseHuge);

  const count = (reports: number) => metrics.cspReports.inc(reports);
  const { limitFactor } = config;
  app.post(cspReportsPath, cspReports({ log, count, addressOf: from, limitFactor, now }));
  app.get("/health/live", (_request, response) => void response.json({ ok: true }));
  app.get("/health/ready", readyRoute(options.ready));
  // Not with a slash behind it, which a proxy that keeps /metrics to itself might let through.
  app.get(/^\/metrics$/, metricsRoute(metrics, config.metricsToken));

  app.get(
    "/api/v1/openapi.json",
    document(() => openApi(publicUrl)),
  );
  app.get(
    "/api/v1/asyncapi.json",
    document(() => asyncApi(publicUrl)),
  );
  const api = { ...options, ...config, addressOf: from, now };
  const slots = createSlots(Math.max(1, Math.round(openPerAddress * limitFactor)));
  app.all("/api/v1/discussions/:discussionId/events", eventsRoute({ ...api, slots }));
  app.get("/api/v1/discussions/:discussionId/changes", changesRoute({ ...api, slots }));
  app.use("/api/v1", apiRoutes(api));
  app.all(
    `${filesPath}/:discussionId/:fileId/:name`,
    fileRoute({
      ...api,
      piece: options.filePiece,
      asPage: (response) => setSurface(response, "app", { publicUrl }),
    }),
  );
  app.get(
    "/api",
    once((body) => (response) => void response.type("html").send(body), apiPage),
  );
  app.get(plainStylePath, (_request, response) => void response.type("css").send(plainStyle));
  app.get(textStylePath, (_request, response) => void response.type("css").send(textStyle));

  app.use(files(options.clientDir, publicUrl));
  app.use(packed);
  app.use(options.pages(toolsFor(options, api)));
  app.use(notFound);
  app.use(failed(log));
  return app;
}

function surfaceOf(path: string): Surface {
  if (path.startsWith(`${filesPath}/`)) return "file";
  if (/^\/(api\/|health\/|metrics$|csp-reports$)/.test(path)) return "api";
  if (path.startsWith("/assets/") || path === plainStylePath || path === textStylePath)
    return "asset";
  return "app";
}

/** Whoever is still writing by then has had the answer. */
const lingerMs = 1_000;

/** Of what is far beyond any door's limit nothing is read: it is refused at once, on a line that ends soon after. Less is read off. */
function refuseHuge({ headers }: Request, response: Response, next: NextFunction): void {
  if (Number(headers["content-length"] ?? 0) <= 4 * limits.messageBytes) return next();
  const body = JSON.stringify({ ok: false, failure: tooLarge } satisfies Result<never>);
  const length = String(Buffer.byteLength(body));
  response
    .status(statusFor(tooLarge.code))
    .type("json")
    .set({ Connection: "close", "Content-Length": length });
  response.write(body);
  const ending = setTimeout(() => response.end(), lingerMs);
  response.on("close", () => clearTimeout(ending));
}

/** Made at the first request and kept. */
function once<T>(send: (body: T) => (response: Response) => void, make: () => T) {
  let respond: ((response: Response) => void) | null = null;
  return (_request: Request, response: Response) => {
    respond ??= send(make());
    respond(response);
  };
}

const document = (make: () => unknown) =>
  once(
    (body) => (response) => void response.set("Access-Control-Allow-Origin", "*").json(body),
    make,
  );

/** Pages go out compressed. One whose address is a secret doesn't: how long it is then would tell of what is in it. */
const packed = compression({
  filter: (request, response) =>
    surfaceOf(request.path) === "app" &&
    !request.path.startsWith("/link/") &&
    compression.filter(request, response),
});

/** Hashed names never change what they stand for; what has no hash (`embed.js`) is looked at again after minutes. */
function files(clientDir: string, publicUrl: string) {
  const serve = expressStaticGzip(clientDir, {
    enableBrotli: true,
    orderPreference: ["br", "gz"],
    index: false,
    serveStatic: {
      redirect: false,
      dotfiles: "ignore",
      setHeaders: (plain, path) => {
        const response = plain as Response;
        setSurface(response, "asset", { publicUrl });
        const hashed = path.slice(clientDir.length).startsWith("/assets/");
        response.set(
          "Cache-Control",
          hashed ? "public, max-age=31536000, immutable" : "public, max-age=300",
        );
      },
    },
  });
  const serves: RequestHandler = (request, response, next) =>
    // What can't be decoded it would refuse in words of its own.
    isDecodable(request.path) ? serve(request, response, next) : next();
  return serves;
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

function toolsFor({ answer, config, clientDir }: WebOptions, api: ApiOptions): PageTools {
  const { publicUrl } = config;
  const from = api.addressOf;
  return {
    ask: (request, name, input) =>
      answer({ actor: { kind: "visitor" }, address: from(request), cookie: null }, name, input),
    submit: (request, response, name, inputOf) =>
      answerForm(name, inputOf, { request, response }, api),
    asEmbed: (response, frameAncestors) =>
      setSurface(response, "embed", { publicUrl, frameAncestors }),
    publicUrl,
    clientDir,
  };
}

function notFound(request: Request, response: Response): void {
  if (isApi(request))
    return refuse(response, { code: "unknown_command", message: nothingThere.text });
  sendPage(request, response, nothingThere);
}

const failed =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const failure = failureOfRequest(error);
    if (failure.code === "internal")
      log.error("a page failed", error, { requestId: response.locals.requestId });
    if (response.headersSent) return void response.destroy();
    if (isApi(request)) return refuse(response, failure);
    sendPage(request, response, failure.code === "internal" ? ourFault : yourFault);
  };
interface Trouble {
  status: number;
  title: string;
  text: string;
}
const nothingThere: Trouble = {
  status: 404,
  title: "Not found",
  text: "There is nothing at this address. It may have been moved or mistyped.",
};
const ourFault: Trouble = {
  status: 500,
  title: "Something went wrong",
  text: "The fault is ours and has been noted. Try again in a moment.",
};
const yourFault: Trouble = {
  status: 400,
  title: "Not understood",
  text: "The server can't make sense of this address.",
};

const isApi = ({ path }: Request) => surfaceOf(path) === "api" || surfaceOf(path) === "file";

function sendPage(request: Request, response: Response, { status, title, text }: Trouble): void {
  response.status(status);
  if (request.accepts("html")) response.type("html").send(plainPage(title, html`<p>${text}</p>`));
  else response.type("text").send(`${title}. ${text}\n`);
}
