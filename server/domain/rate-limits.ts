import { RateLimiterMemory } from "rate-limiter-flexible";
import { type CommandName, commands } from "#shared/commands.ts";
import { limits, type Rate, rateOfAll, rateOfHandshakes, rates } from "#shared/limits.ts";
import type { Caller } from "./deps.ts";
import { Refusal } from "./refusal.ts";

/** Refuses what comes too often, from one person, from one address, or from everybody together. */
export interface RateLimits {
  command(caller: Pick<Caller, "actor" | "address">, name: CommandName): Promise<void>;
  /** A socket being opened from an address. */
  handshake(address: string): Promise<void>;
}

/** Counts what each key spends. `consume` rejects with `{ msBeforeNext }` when nothing is left, and never with an Error for want of a server. */
export interface Limiter {
  consume(key: string): Promise<unknown>;
}
/** Makes a limiter; those of one name share their counts, wherever they are. */
export type LimiterOf = (rate: { name: string; points: number; seconds: number }) => Limiter;

const inThisProcess: LimiterOf = ({ name, points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

type Whose = "person" | "address" | "site";
type Bounds = Record<Whose, Bound | null>;

/** `factor` multiplies every limit; it is there for load tests. */
export function createRateLimits(factor: number, limiterOf: LimiterOf = inThisProcess): RateLimits {
  const boundsOf = (
    kind: string,
    { seconds, ...most }: Record<Whose, number | null> & { seconds: number },
  ): Bounds => {
    const bound = (whose: Whose): Bound | null => {
      if (most[whose] === null) return null;
      const points = Math.max(1, Math.round(most[whose] * factor));
      return { points, limiter: limiterOf({ name: `${whose}:${kind}`, points, seconds }) };
    };
    return { person: bound("person"), address: bound("address"), site: bound("site") };
  };
  const kinds = Object.keys(rates) as Rate[];
  const ofKind = new Map(kinds.map((kind) => [kind, boundsOf(kind, rates[kind])]));
  const ofAll = boundsOf("all", rateOfAll);
  const ofHandshakes = boundsOf("handshake", rateOfHandshakes);
  return {
    async command({ actor, address }, name) {
      const { limit } = commands[name];
      const own = ofKind.get(limit) ?? null;
      for (const bounds of limit === "upload" ? [own] : [ofAll, own]) {
        if (address) await spend(bounds?.address, address);
        if (actor.kind === "account") await spend(bounds?.person, actor.userId);
      }
      await spend(own?.site, "site");
    },
    handshake: (address) => spend(ofHandshakes.address, address),
  };
}

interface Bound {
  points: number;
  limiter: Limiter;
}

async function spend(bound: Bound | null | undefined, key: string): Promise<void> {
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
const isFlood = (spent: unknown, bound: Bound | null | undefined): boolean =>
  !!bound &&
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
