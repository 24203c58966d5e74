import { type CommandName, commands, type Output } from "#shared/commands.ts";
import type { Failure, Result } from "#shared/refusals.ts";
import { signedIn } from "./act.ts";
import type { Caller, Deps } from "./deps.ts";
import { UnknownEvent } from "./fold.ts";
import { admitQuestion } from "./load.ts";
import type { RateLimits } from "./rate-limits.ts";
import { readInput } from "./read-input.ts";
import { Refusal } from "./refusal.ts";
import { rules } from "./rules.ts";
import { StorageFull, StoreUnavailable } from "./store.ts";

/** Says yes with a value or no with a failure; never throws (P9). */
export type Answer = <N extends CommandName>(
  caller: Caller,
  name: N,
  raw: unknown,
) => Promise<Result<Output<N>>>;

/** The one door into the rules: limits, input, who may, the rule, and how it went. */
export function createAnswer(deps: Deps, limits: RateLimits): Answer {
  return async (caller, name, raw) => {
    try {
      await limits.command(caller, name);
      if (isPassing(caller, name)) admitQuestion(deps.load());
      const input = readInput(name, raw);
      mayAsk(caller, name);
      return { ok: true, value: await rules[name](deps, caller, input) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === "internal") deps.log.error("a command failed", error, { name });
      return { ok: false, failure };
    }
  };
}

/** Reads from outside: neither who is in already, nor who wants to sign in. */
function isPassing({ actor, rooms }: Caller, name: CommandName): boolean {
  const { limit } = commands[name];
  return actor.kind === "visitor" && !rooms && /^(read|join|impressions)$/.test(limit);
}

/** What can be said before any discussion is looked at. Roles in a discussion are asked of its newest state. */
function mayAsk(caller: Caller, name: CommandName): void {
  const { may } = commands[name];
  if (may === "anyone") return;
  const actor = signedIn(caller);
  if (may === "admin" && !actor.admin)
    throw new Refusal("not_allowed", "Only an admin of this site may do this.");
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  if (error instanceof StorageFull)
    return { code: "storage_full", message: "The server has no room left to keep this." };
  if (error instanceof StoreUnavailable)
    return { code: "unavailable", message: "The server can't reach its store.", retryAfter: 2 };
  if (error instanceof UnknownEvent)
    return { code: "unavailable", message: "Another version is at work here.", retryAfter: 2 };
  return { code: "internal", message: "Something went wrong." };
}
