import type { Signal } from "@preact/signals";

interface Pace<T> {
  everyMs: number;
  /** Shows what waited, by doing what it is given. */
  showing(show: () => void): void;
  /** Makes of what waited what fits by the time it is shown. */
  late(shown: T, next: T): T;
  /** Whether a change brings more to read: only that makes a rush, and no page that is just catching up. */
  more(before: T, next: T): boolean;
}

export interface Paced<T> {
  /** Shown or not. */
  latest(): T;
  /** Shown when its turn has come. */
  put(value: T): void;
  /** Shown now, with what waits or as it is given, for somebody who has just done something. */
  show(value?: T): void;
  /** Whether there were several changes between the last two turns. */
  rush(): boolean;
}

/** More changes than that between two turns are a rush. */
const several = 2;

/**
 * What may change many times a second, and the signal that shows it: at once after a pause, and in a rush so often and no more, so
 * that a page isn't drawn anew for each of twenty posts a second.
 */
export function pacedOn<T>(shown: Signal<T>, { everyMs, showing, late, more }: Pace<T>): Paced<T> {
  let rush = false;
  let came = 0;
  let next: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const latest = () => (next ? next.value : shown.peek());
  const turn = () => {
    timer = undefined;
    rush = came > several;
    came = 0;
    if (next) showing(() => show(late(shown.peek(), latest())));
    // A rush is over by itself, also where somebody has asked for all of it meanwhile.
    else if (rush) timer = setTimeout(turn, everyMs);
  };
  const show = (value = latest()) => {
    next = null;
    shown.value = value;
    timer ??= setTimeout(turn, everyMs);
  };
  return {
    ...{ latest, show },
    put(value) {
      if (more(latest(), value)) came++;
      if (timer) next = { value };
      else show(value);
    },
    rush: () => rush,
  };
}
