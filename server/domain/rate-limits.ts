import { RateLimiterMemory } from "rate-limiter-flexible";
import { type CommandName, commands } from "#shared/commands.ts";
import { type Rate, rates } from "#shared/limits.ts";
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
  const limiter = (name: string, points: number, seconds: number) =>
    limiterOf({ name, points: Math.max(1, Math.round(points * factor)), seconds });
  const kinds = Object.keys(rates) as Rate[];
  const limiters = new Map(
    kinds.map((kind) => {
      const { person, address, seconds } = rates[kind];
      return [
        kind,
        {
          person: limiter(`person:${kind}`, person, seconds),
          address: limiter(`address:${kind}`, address, seconds),
        },
      ] as const;
    }),
  );
  return async ({ actor, address }, name) => {
    const pair = limiters.get(commands[name].limit);
    if (address) await spend(pair?.address, address);
    if (actor.kind === "account") await spend(pair?.person, actor.userId);
  };
}

async function spend(limiter: Limiter | undefined, key: string): Promise<void> {
  try {
    await limiter?.consume(key);
  } catch (spent) {
    if (spent instanceof Error) throw spent;
    const retryAfter = Math.max(1, Math.ceil(msUntilFree(spent) / 1000));
    throw new Refusal("slow_down", `Too many at once: try again in ${retryAfter} s.`, {
      retryAfter,
    });
  }
}

const msUntilFree = (spent: unknown): number =>
  typeof spent === "object" &&
  spent !== null &&
  "msBeforeNext" in spent &&
  typeof spent.msBeforeNext === "number"
    ? spent.msBeforeNext
    : 1000;
