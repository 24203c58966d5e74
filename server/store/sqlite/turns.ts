const turnMs = 10;

/**
 * Shares the event loop. Calls to an embedded database are over before their promises are, so a caller that awaits
 * one after the other would never let the loop go round: sockets, timers and other callers would starve.
 */
export class Turns {
  #turn: Promise<void> | null = null;
  #began = 0;

  /** Resolves at once while this turn of the event loop is young, else in a later one. */
  async take(): Promise<void> {
    while (this.#turn !== null && performance.now() - this.#began > turnMs) await this.#turn;
    if (this.#turn !== null) return;
    this.#began = performance.now();
    this.#turn = new Promise((next) =>
      setImmediate(() => {
        this.#turn = null;
        next();
      }),
    );
  }
}
