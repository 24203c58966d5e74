import type { Logger } from "#server/domain/deps.ts";
import type { Voice } from "./command.ts";

/** A command's log: only what went wrong, in words. */
export const voiceLog = ({ warn }: Voice): Logger => ({
  info: () => undefined,
  warn: (what) => warn(`warning: ${what}`),
  error: (what, error) =>
    warn(`${what}: ${error instanceof Error ? error.message : String(error)}`),
});
