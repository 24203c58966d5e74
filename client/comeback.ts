const firstMs = 500;
const longestMs = 15_000;

/** When a lost line is tried again: after longer and longer, at times that differ from browser to browser. */
export class Comeback {
  readonly #tryNow: () => void;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds, as the server asked on its way out. */
  asked: number | null = null;

  constructor(tryNow: () => void) {
    this.#tryNow = tryNow;
  }

  /** Whether it is the first try since the line was last there. */
  get isFirst(): boolean {
    return this.#attempts === 0;
  }

  /** Sets the time of the next try, and tells it. */
  later(atLeastMs = 0): number {
    this.cancel();
    const base = this.asked ?? Math.min(longestMs, firstMs * 2 ** this.#attempts);
    this.#attempts++;
    const wait = Math.max(base, atLeastMs) * (0.5 + Math.random());
    this.#timer = setTimeout(this.#tryNow, wait);
    return Date.now() + wait;
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** The line is there. */
  reset(): void {
    this.cancel();
    this.#attempts = 0;
    this.asked = null;
  }
}
