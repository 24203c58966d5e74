import type { Request, RequestHandler, Response } from "express";
import { Refusal } from "#server/domain/refusal.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { Result } from "#shared/refusals.ts";
import { longestWait } from "#shared/streams.ts";
import {
  type ApiOptions,
  failureOfRequest,
  openToAll,
  run,
  type Served,
  send,
} from "./api-routes.ts";
import { readerOf, sentQuery } from "./read-request.ts";
import type { Slots } from "./slots.ts";
import type { Streams } from "./streams.ts";

interface ChangesOptions extends ApiOptions {
  streams: Streams;
  slots: Slots;
}

const name = "discussion:join";

/**
 * Asking for changes with `wait`: the same command with the same answer, but where there is nothing above the client's `seq`
 * it comes as soon as there is, or empty when the time is over. Without `wait` the request goes on to the command's own route.
 */
export function changesRoute(options: ChangesOptions): RequestHandler {
  const read = readerOf(name);
  const served: Served<typeof name> = {
    name,
    read(request) {
      const { wait: _, ...input } = read(request);
      return input;
    },
  };
  return async (request, response, next) => {
    const wanted = sentQuery(request).getAll("wait");
    if (wanted.length === 0) return next();
    openToAll(request, response);
    send(response, name, await answerInTime(wanted, served, request, response, options), options);
  };
}

async function answerInTime(
  wanted: string[],
  served: Served<typeof name>,
  request: Request,
  response: Response,
  options: ChangesOptions,
): Promise<Result<Joined>> {
  try {
    const waitMs = request.method === "HEAD" ? 0 : readWait(wanted) * 1000;
    const first = await run(served, request, response, options);
    if (!first.ok || waitMs === 0 || !isNothing(first.value, served.read(request).since))
      return first;
    const came = await waitForNews(first.value, waitMs, request, response, options);
    if (!came) return first;
    // It was counted against its address when it came.
    return await run(served, request, response, { ...options, addressOf: () => "" });
  } catch (error) {
    return { ok: false, failure: failureOfRequest(error) };
  }
}

function readWait(wanted: string[]): number {
  const [text = ""] = wanted;
  const seconds = Number(text);
  if (wanted.length === 1 && /^\d{1,2}$/.test(text) && seconds <= longestWait) return seconds;
  throw new Refusal("invalid_input", `wait: a number of seconds from 0 to ${longestWait}.`, {
    ...{ field: "wait", details: { limit: longestWait } },
  });
}

const isNothing = ({ mode, head, changes }: Joined, since: unknown): boolean =>
  mode === "delta" && head === since && changes.length === 0;

/** Whether something came before the time was over. Nothing of it is left when the client goes away. */
async function waitForNews(
  { discussionId, head }: Joined,
  waitMs: number,
  request: Request,
  response: Response,
  { streams, slots, addressOf }: ChangesOptions,
): Promise<boolean> {
  const free = slots(addressOf(request));
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once("close", leave);
  try {
    if (response.closed) return false;
    return await streams.news(discussionId, head, { waitMs, gone: gone.signal });
  } finally {
    response.off("close", leave);
    free();
  }
}
