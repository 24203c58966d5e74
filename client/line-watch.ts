import { type Signal, signal } from "@preact/signals";
import { backMs, type Line, type LineState, quietMs } from "#client/feed/line.ts";

export interface LineWatch {
  line: Signal<Line>;
  told(state: LineState): void;
  /** In step again after so many arrivals. */
  caughtUp(arrived: number): void;
  /** How many texts wait to be sent. */
  waiting(count: number): void;
  signInEnded(ended: boolean): void;
}

/** Makes the connection line out of what happens to the connection. Short gaps are nobody's business. */
export function watchLine(now: () => number): LineWatch {
  const line = signal<Line>({ state: "live" });
  let state: LineState = { is: "connecting" };
  const since = now();
  let gap: ReturnType<typeof setTimeout> | undefined;
  let shown = false;
  let ended = false;
  let count = 0;
  let back: { arrived: number } | null = null;
  let backTimer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    line.value = lineNow();
  };
  function lineNow(): Line {
    if (state.is === "open") {
      if (back) return { state: "back", arrived: back.arrived };
      return ended ? { state: "sign_in_ended" } : { state: "live" };
    }
    if (!shown) return { state: "live" };
    if (!navigator.onLine) return { state: "offline", waiting: count };
    if (state.is === "connecting") return { state: "connecting", since, waited: true };
    return { state: "lost", retryAt: state.retryAt };
  }
  const startGap = () => {
    gap ??= setTimeout(() => {
      shown = true;
      show();
    }, quietMs);
  };
  startGap();
  globalThis.addEventListener("offline", () => show());
  globalThis.addEventListener("online", () => show());

  return {
    line,
    told(next) {
      state = next;
      if (next.is !== "open") startGap();
      else {
        clearTimeout(gap);
        gap = undefined;
      }
      show();
    },
    caughtUp(arrived) {
      if (state.is !== "open") return; // once, over HTTP: the line is as lost as before
      const wasShown = shown;
      shown = false;
      if (!wasShown) return;
      back = { arrived };
      clearTimeout(backTimer);
      backTimer = setTimeout(() => {
        back = null;
        show();
      }, backMs);
      show();
    },
    waiting(next) {
      count = next;
      show();
    },
    signInEnded(now) {
      ended = now;
      show();
    },
  };
}
