import type { CommandName, Output } from "#shared/commands.ts";
import { type Failure, type Result, refusals } from "#shared/refusals.ts";

export const noAnswer: Failure = { code: "no_answer", message: "The server did not answer." };

/** A value as it came off the wire. */
// biome-ignore lint/suspicious/noExplicitAny: what our own server says was made by the types this page was built from
export type Wired = any;

/**
 * What the server answered to a command. It is ours, so its values are believed as they are; schemas here would weigh more than
 * the socket. What isn't an answer at all, as from something in between, counts as none.
 */
export function readAnswer<N extends CommandName>(_name: N, raw: Wired): Result<Output<N>> {
  if (typeof raw !== "object" || raw === null) return { ok: false, failure: noAnswer };
  if (raw.ok === true) return { ok: true, value: raw.value };
  return { ok: false, failure: readRefusal(raw.failure) ?? noAnswer };
}

/** A failure, with a code that is one of ours; null for anything else. */
export function readRefusal(raw: Wired): Failure | null {
  if (typeof raw !== "object" || raw === null || typeof raw.code !== "string") return null;
  return Object.hasOwn(refusals, raw.code) ? raw : { ...raw, code: "internal" };
}
