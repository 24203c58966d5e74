import type { Answer } from "#server/domain/answer.ts";

/** Counts commands under way, and takes no new ones once the process is to end. */
export function drainable(answer: Answer): {
  answer: Answer;
  /** Takes no new commands; resolves when none is under way, or after `maxMs`. */
  drain(maxMs: number): Promise<void>;
  draining(): boolean;
} {
  let underWay = 0;
  let closing = false;
  let empty: (() => void) | null = null;
  return {
    answer: async (caller, name, raw) => {
      if (closing)
        return {
          ok: false,
          failure: {
            code: "unavailable",
            message: "The server is going down: try again in a moment.",
            retryAfter: 2,
          },
        };
      underWay++;
      try {
        return await answer(caller, name, raw);
      } finally {
        underWay--;
        if (underWay === 0) empty?.();
      }
    },
    draining: () => closing,
    drain: (maxMs) => {
      closing = true;
      return new Promise((done) => {
        if (underWay === 0) return done();
        empty = done;
        setTimeout(done, maxMs).unref();
      });
    },
  };
}
