import { noAnswer, readAnswer } from "#client/answers.ts";
import { type HttpCommand, routes } from "#client/routes.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";

const patienceMs = 15_000;

/** A command over HTTP. Never throws: no answer in time is a failure like any other. */
export async function ask<N extends HttpCommand>(
  name: N,
  input: RawInput<N>,
  token: string | null,
): Promise<Result<Output<N>>> {
  try {
    const response = await fetch(`/api/v1${routes[name]}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
      body: JSON.stringify(input),
    });
    return readAnswer(name, await response.json());
  } catch {
    return { ok: false, failure: noAnswer };
  }
}
