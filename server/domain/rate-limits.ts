import { RateLimiterMemory } from "rate-limiter-flexible";
import { type CommandName, commands } from "#shared/commands.ts";
import { limits, type Rate, rateOfAll, rates } from "#shared/limits.ts";
import type { Caller } from "./deps.ts";
import { Refusal } from "./refusal.ts";

/** Refuses a command that comes too often, from one person or from one address, visitors included. */
export type RateLimits = (caller: Caller, name: CommandName) => Promise<void>;

/** Counts what each key spends. `consume` rejects with `{ msBeforeNext }` when nothing is left, and never with an Error for want of a server. */
export interface Limiter {
  consume(key: string): Promise<unknown>;
}
/** Makes a limiter; those of one name share their counts, wherever they are. */
export type LimiterOf = (rate: { name: string; points: number; seconds: number }) => Limiter;

const inThisProcess: LimiterOf = ({ name, points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/** `factor` multiplies every limit; it is there for load tests. */
export function createRateLimits(factor: number, limiterOf: LimiterOf = inThisProcess): RateLimits {
  const limiter = (name: string, most: number, seconds: number): Bound => {
    const points = Math.max(1, Math.round(most * factor));
    return { points, limiter: limiterOf({ name, points, seconds }) };
  };
  const kinds = Object.keys(rates) as Rate[];
  const pairOf = (
    kind: string,
    { person, address, seconds }: (typeof rates)[Rate] | typeof rateOfAll,
  ) => ({
    person: limiter(`person:${kind}`, person, seconds),
    address: limiter(`address:${kind}`, address, seconds),
  });
  const limiters = new Map(kinds.map((kind) => [kind, pairOf(kind, rates[kind])]));
  const all = pairOf("all", rateOfAll);
  return async ({ actor, address }, name) => {
    for (const pair of [all, limiters.get(commands[name].limit)]) {
      if (address) await spend(pair?.address, address);
      if (actor.kind === "account") await spend(pair?.person, actor.userId);
    }
  };
}

interface Bound {
  points: number;
  limiter: Limiter;
}

async function spend(bound: Bound | undefined, key: string): Promise<void> {
  try {
    await bound?.limiter.consume(key);
  } catch (spent) {
    if (spent instanceof Error) throw spent;
    const retryAfter = Math.max(1, Math.ceil(msUntilFree(spent) / 1000));
    throw new Refusal("slow_down", `Too many at once: try again in ${retryAfter} s.`, {
      retryAfter,
      ...(isFlood(spent, bound) && { details: { flooding: true } }),
    });
  }
}

/** Whether somebody goes on as if nothing had been said: the socket they do it on is then cut. */
const isFlood = (spent: unknown, bound: Bound | undefined): boolean =>
  bound !== undefined &&
  typeof spent === "object" &&
  spent !== null &&
  "consumedPoints" in spent &&
  Number(spent.consumedPoints) >= limits.floodTimes * bound.points;

const msUntilFree = (spent: unknown): number =>
  typeof spent === "object" &&
  spent !== null &&
  "msBeforeNext" in spent &&
  typeof spent.msBeforeNext === "number"
    ? spent.msBeforeNext
    : 1000;
