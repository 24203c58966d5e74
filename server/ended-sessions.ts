import type { Ears, Logger } from "#server/domain/deps.ts";
import type { Store } from "#server/domain/store.ts";
import type { SessionId } from "#shared/ids.ts";

const everyMs = 1000;
/** Clocks of other processes may be behind; sessions heard of twice are harmless. */
const overlapMs = 10_000;

export interface EndedSessions {
  /** Looks now. */
  look(): void;
  /** Whether all of these were found by looking, and so ended elsewhere. */
  found(ids: readonly SessionId[]): boolean;
  stop(): void;
}

/** Hears of sessions that other processes ended, so that their sockets here are cut within about a second. */
export function followEndedSessions({
  store,
  ears,
  log,
  now,
}: {
  store: Store;
  ears: Ears;
  log: Logger;
  now(): number;
}): EndedSessions {
  let since = now();
  const known = new Set<string>();
  let looking = false;
  let again = false;
  let stopped = false;
  const look = () => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    const at = now();
    store.people
      .endedSince(since - overlapMs)
      .then((ids) => {
        const fresh = ids.filter((id) => !known.has(id));
        known.clear();
        for (const id of ids) known.add(id);
        if (fresh.length > 0) ears.sessionsEnded(fresh);
        since = at;
      })
      .catch((error: unknown) =>
        log.warn("looking for ended sessions failed", { error: String(error) }),
      )
      .finally(() => {
        looking = false;
        if (again) look();
      });
    again = false;
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    look,
    found: (ids) => ids.every((id) => known.has(id)),
    stop: () => {
      again = false;
      stopped = true;
      clearInterval(timer);
    },
  };
}
