import { signal } from "@preact/signals";

/** The server's time, by this browser's clock and the difference found at load: the clock may be wrong by hours. */
export interface Clock {
  now(): number;
  /** The time as the page shows it: it moves on every half minute, and when asked. */
  shown: { readonly value: number };
  /** Moves the page's time on at a moment of the server's. */
  wake(at: number | null): void;
  tick(): void;
}

const everyMs = 30_000;
const longestMs = 2_000_000_000;

export function startClock(serverNow: number): Clock {
  const offset = serverNow - Date.now();
  const now = () => Date.now() + offset;
  const shown = signal(now());
  const tick = () => {
    shown.value = now();
  };
  setInterval(tick, everyMs);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    now,
    shown,
    tick,
    wake(at) {
      clearTimeout(timer);
      if (at !== null) timer = setTimeout(tick, Math.min(longestMs, Math.max(0, at - now()) + 50));
    },
  };
}
