import type { Logger } from "#server/domain/deps.ts";

/** Says nothing, unless something is wrong: then the test ends with it. */
export const quiet: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: (what, error) => {
    throw new Error(what, { cause: error });
  },
};
