import type { Logger } from "#server/domain/deps.ts";

/**
 * Says nothing, unless something is wrong: then the run fails with it. Not thrown to whoever logs: one who logs and tries
 * again later would otherwise try again at once, for ever.
 */
export const quiet: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: (what, error) => {
    queueMicrotask(() => {
      throw new Error(what, { cause: error });
    });
  },
};
