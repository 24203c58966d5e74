import type { Ears, Logger } from "#server/domain/deps.ts";
import type { Store } from "#server/domain/store.ts";

const everyMs = 1000;
/** Clocks of other processes may be behind; sessions heard of twice are harmless. */
const overlapMs = 10_000;

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
}): () => void {
  let since = now();
  const known = new Set<string>();
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
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
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
