import type { Time } from "#server/domain/log.ts";

/** Longer than many need to ask for the same, shorter than anybody minds. */
const keptMs = 1_000;
const most = 64;

/**
 * What is the same for many who ask at once is made once: after a restart hundreds of visitors come back within a moment. The
 * key says all that it depends on, but for names, who takes part, and vote totals, which may be older by a second.
 */
export class Briefly<V> {
  readonly #made = new Map<string, { at: Time; value: Promise<V> }>();
  readonly #now: () => Time;

  constructor(now: () => Time) {
    this.#now = now;
  }

  get(key: string, make: () => Promise<V>): Promise<V> {
    const at = this.#now();
    const known = this.#made.get(key);
    if (known && Math.abs(at - known.at) < keptMs) return known.value;
    const value = make();
    this.#made.delete(key);
    this.#made.set(key, { at, value });
    value.catch(() => this.#made.delete(key));
    for (const [oldest, made] of this.#made) {
      if (this.#made.size <= most && Math.abs(at - made.at) < keptMs) break;
      this.#made.delete(oldest);
    }
    return value;
  }
}
