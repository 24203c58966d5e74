const quietMs = 1_000;
/** Whoever has so many addresses is kept apart only as long as there is room; the earliest is forgotten first. */
const kept = 10_000;

/**
 * Lets through one line of a kind a second, so that nobody fills the log by being refused. Kinds, which may be clients'
 * addresses, are held in memory only.
 */
export class Sparing {
  readonly #kinds = new Map<string, { until: number; leftOut: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null when the line is to be left out; else what it says of those left out before it. */
  admit(kind: string): { leftOut?: number } | null {
    const now = this.#now();
    const before = this.#kinds.get(kind);
    if (before && now < before.until) {
      before.leftOut++;
      return null;
    }
    this.#kinds.delete(kind);
    for (const earliest of this.#kinds.keys()) {
      if (this.#kinds.size < kept) break;
      this.#kinds.delete(earliest);
    }
    this.#kinds.set(kind, { until: now + quietMs, leftOut: 0 });
    return before?.leftOut ? { leftOut: before.leftOut } : {};
  }
}
