import { Refusal } from "./refusal.ts";

interface Bounds {
  /** What it is called in the rules that refusals name: `translator` gives `translator_slow`. */
  rule: "translator" | "scanner";
  /** Shorter than a page waits for an answer. */
  ms: number;
  /** Hears of its faults. */
  told(error: unknown): void;
}

const atOnce = 4;

/** What the operator brought, called so that it can't hold anything up: few calls at once, each with an end, and its faults are refusals. */
export function bounded<I extends object>(
  call: (input: I & { signal: AbortSignal }) => Promise<unknown>,
  { rule, ms, told }: Bounds,
): (input: I) => Promise<unknown> {
  const unable = (how: "failed" | "slow" | "busy", message: string) =>
    new Refusal("unavailable", `The ${rule} ${message}.`, { details: { rule: `${rule}_${how}` } });
  let running = 0;
  return async (input) => {
    if (running >= atOnce) throw unable("busy", "has too much to do");
    running++;
    const over = AbortSignal.timeout(ms);
    const late = new Promise<never>((_, fail) =>
      over.addEventListener("abort", () => fail(unable("slow", "took too long"))),
    );
    // What goes on after its time holds its place until it ends: a provider that hangs isn't asked for ever more.
    const work = (async () => call({ ...input, signal: over }))().finally(() => {
      running--;
    });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      told(error);
      throw unable("failed", "failed");
    }
  };
}
