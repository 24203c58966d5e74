import express, { type Request, type Response } from "express";
import { Refusal } from "#server/domain/refusal.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";
import { type ApiOptions, countCommand, failureOfRequest } from "./api-routes.ts";
import { refreshCookieFor } from "./refresh-cookie.ts";

/** What a page without script can do: it starts a session or ends it. */
export type FormCommand = Extract<
  CommandName,
  "account:register" | "account:sign-in" | "account:sign-out"
>;

/** What was typed, by the fields' names; nothing where the form was refused unread. */
export type Typed = ReadonlyMap<string, string>;

export interface FormAnswer<N extends FormCommand> {
  typed: Typed;
  result: Result<Output<N>>;
}

const formBytes = 16_384;
const type = "application/x-www-form-urlencoded";
const parse = express.text({ type, limit: formBytes, inflate: false });

/** The answer to a command that a plain form of one of our pages sends; never throws. */
export async function answerForm<N extends FormCommand>(
  name: N,
  inputOf: (typed: Typed) => RawInput<N>,
  { request, response }: { request: Request; response: Response },
  options: ApiOptions,
): Promise<FormAnswer<N>> {
  let typed: Typed = new Map();
  const answered = (result: Result<Output<N>>): FormAnswer<N> => {
    countCommand(name, result, options);
    return { typed, result };
  };
  try {
    mustBeOurForm(request, options.origins);
    const cookie = refreshCookieFor(name, request, response, options);
    typed = await readForm(request, response);
    const caller = { actor: visitor, address: options.addressOf(request), cookie };
    return answered(await options.answer(caller, name, inputOf(typed)));
  } catch (error) {
    const failure = failureOfRequest(error);
    if (failure.code === "internal") options.log.error("a form failed", error, { name });
    return answered({ ok: false, failure });
  }
}
const visitor = { kind: "visitor" } as const;

/**
 * Any page can make a browser send a form here, which would sign somebody in as somebody else. Of a form each browser says
 * where it comes from, so one that doesn't say it is not taken, with or without a cookie.
 */
function mustBeOurForm({ headers }: Request, origins: readonly string[]): void {
  const { origin } = headers;
  const ours = origin === undefined ? headers["sec-fetch-site"] === "same-origin" : true;
  if (!ours || (origin !== undefined && !origins.includes(origin)))
    throw new Refusal("not_allowed", "Only forms on pages of this site are taken.");
}

/** The last word on a name wins, as in an address. */
async function readForm(request: Request, response: Response): Promise<Typed> {
  if (!(request.headers["content-type"] ?? "").toLowerCase().startsWith(type))
    throw new Refusal("unsupported_media", "Send a form.");
  await new Promise<void>((done, fail) => {
    parse(request, response, (error?: unknown) => (error === undefined ? done() : fail(error)));
  });
  const { body }: { body?: unknown } = request;
  return new Map(new URLSearchParams(typeof body === "string" ? body : ""));
}
