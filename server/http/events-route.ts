import { randomInt } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Rooms } from "#server/domain/deps.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { Result } from "#shared/refusals.ts";
import {
  type ApiOptions,
  failureOfRequest,
  noSuchMethod,
  openToAll,
  preflight,
  refuse,
} from "./api-routes.ts";
import { frame, readPlace } from "./event-frame.ts";
import { EventStream } from "./event-stream.ts";
import { countAnswer } from "./metrics.ts";
import { type ReadRequest, readerOf } from "./read-request.ts";
import type { Slots } from "./slots.ts";
import type { Streams } from "./streams.ts";

export interface EventsOptions extends Pick<ApiOptions, "answer" | "addressOf" | "metrics"> {
  streams: Streams;
  slots: Slots;
}

/** A browser comes back by itself after this and up to twice as much, so that not all come at once. */
const retryMs = 1_500;

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  // nginx, and those like it, would collect what is written.
  "X-Accel-Buffering": "no",
  // A stream that has ended leaves nothing open for a server on its way out to wait for.
  Connection: "close",
};

/** A discussion as a stream of events: what a join answers, then all that happens. It reads as the public does, whoever asks. */
export function eventsRoute(options: EventsOptions): RequestHandler {
  const allowed = "GET, HEAD, OPTIONS";
  const read = withPlace(readerOf("discussion:join"));
  return async (request, response) => {
    if (request.method === "OPTIONS") return preflight(request, response, allowed, true);
    openToAll(request, response);
    if (request.method === "GET") return serve(request, response, read, options);
    if (request.method === "HEAD") return look(request, response, read, options);
    response.set("Allow", allowed);
    refuse(response, noSuchMethod, 405);
  };
}

/** A reader that returns says how far it got by the id of its last event, which counts more than its address. */
const withPlace =
  (read: ReadRequest): ReadRequest =>
  (request) => {
    const last = request.get("last-event-id");
    if (!last) return read(request);
    const place = readPlace(last);
    return { ...read(request), epoch: place?.epoch ?? null, since: place?.seq ?? null };
  };

async function serve(
  request: Request,
  response: Response,
  read: ReadRequest,
  options: EventsOptions,
): Promise<void> {
  const { streams, slots, metrics } = options;
  const held: (() => void)[] = [];
  response.once("close", () => {
    for (const free of held.splice(0)) free();
  });
  const entered: EventStream[] = [];
  const rooms: Rooms = {
    async enter(discussionId) {
      const stream = new EventStream(response, discussionId);
      const leave = await streams.enter(stream, discussionId);
      if (response.closed) return leave();
      held.push(leave);
      entered.push(stream);
    },
    leave: () => undefined,
  };
  const result = await join(request, read, options, () => {
    held.push(slots(options.addressOf(request)));
    return rooms;
  });
  countAnswer(metrics, {
    ...{ door: "stream", limit: "join" },
    code: result.ok ? null : result.failure.code,
  });
  if (response.closed) return;
  if (!result.ok) return refuse(response, result.failure);
  const { epoch, head } = result.value;
  const place = { epoch, seq: head };
  const retry = retryMs + randomInt(retryMs);
  // It is over when the line is: framing every event again as a chunk made each a quarter dearer.
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, headers);
  entered[0]?.begin(frame("feed:joined", result.value, { place, retry }));
}

/** Whether there is a stream, without opening it. */
async function look(
  request: Request,
  response: Response,
  read: ReadRequest,
  options: EventsOptions,
): Promise<void> {
  const result = await join(request, read, options, () => null);
  if (!result.ok) return refuse(response, result.failure);
  response.writeHead(200, headers).end();
}

async function join(
  request: Request,
  read: ReadRequest,
  { answer, addressOf }: EventsOptions,
  enter: () => Rooms | null,
): Promise<Result<Joined>> {
  try {
    const rooms = enter();
    const visitor = {
      actor: { kind: "visitor" },
      address: addressOf(request),
      cookie: null,
    } as const;
    const caller = rooms ? { ...visitor, rooms } : visitor;
    return await answer(caller, "discussion:join", read(request));
  } catch (error) {
    return { ok: false, failure: failureOfRequest(error) };
  }
}
