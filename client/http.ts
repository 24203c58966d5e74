import { noAnswer, readAnswer } from "#client/answers.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Result } from "#shared/refusals.ts";

/** A command's method and path, such as `POST /discussions/:discussionId/posts`. */
export type Route = `${"GET" | "POST" | "PATCH"} /${string}`;

interface How extends Pick<RequestInit, "credentials" | "keepalive"> {
  token?: string | null;
  /** Ends it early. Without one it has a while to be answered. */
  signal?: AbortSignal;
}

const patienceMs = 15_000;

/** A command over HTTP. Never throws: no answer in time is a failure like any other. */
export async function fetchAnswer<N extends CommandName>(
  name: N,
  route: Route,
  input: RawInput<N>,
  { token = null, signal = AbortSignal.timeout(patienceMs), ...how }: How = {},
): Promise<Result<Output<N>>> {
  const rest = new Map(Object.entries(input));
  const [method, pattern = ""] = route.split(" ");
  const path = pattern.replace(/:(\w+)/g, (_, field: string) => {
    const value = encodeURIComponent(String(rest.get(field)));
    rest.delete(field);
    return value;
  });
  const isRead = method === "GET";
  try {
    const response = await fetch(`/api/v1${path}${isRead ? queryOf(rest) : ""}`, {
      method: method ?? "GET",
      headers: {
        ...(isRead ? {} : { "content-type": "application/json" }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      credentials: "same-origin",
      cache: "no-store",
      signal,
      ...how,
      ...(isRead ? {} : { body: JSON.stringify(Object.fromEntries(rest)) }),
    });
    return readAnswer(name, await response.json());
  } catch {
    return { ok: false, failure: noAnswer };
  }
}

/** In a query null is said by leaving it out. */
function queryOf(fields: ReadonlyMap<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [field, value] of fields)
    if (value !== null && value !== undefined) query.set(field, String(value));
  return `?${query}`;
}
