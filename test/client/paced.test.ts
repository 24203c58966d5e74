import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pacedOn } from "#client/paced.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was shown, one after the other, and what of it was shown in a turn of its own. */
function watched(late = (_: number, next: number) => next) {
  const shown = signal(0);
  const all: number[] = [];
  const turns: number[] = [];
  shown.subscribe((value) => all.push(value));
  const showing = (show: () => void) => {
    show();
    turns.push(shown.peek());
  };
  const more = (before: number, next: number) => next > before;
  return { paced: pacedOn(shown, { everyMs: 250, showing, late, more }), all, turns };
}

test("what comes after a pause is shown at once, a rush so often and no more, and its last is shown", () => {
  const { paced, all, turns } = watched();
  paced.put(1);
  expect(all).toEqual([0, 1]);
  for (let i = 2; i <= 21; i++) {
    vi.advanceTimersByTime(50);
    paced.put(i);
    expect(paced.latest()).toBe(i);
  }
  vi.advanceTimersByTime(1_000);
  expect(all).toEqual([0, 1, 5, 10, 15, 20, 21]);
  expect(turns).toEqual([5, 10, 15, 20, 21]);
  paced.put(22);
  expect(all.at(-1)).toBe(22);
  expect(turns.at(-1)).toBe(21);
});

test("a rush is known from its first turn to the one after it is over", () => {
  const { paced } = watched();
  for (const value of [1, 2, 3]) paced.put(value);
  expect(paced.rush()).toBe(false);
  vi.advanceTimersByTime(250);
  expect(paced.rush()).toBe(true);
  paced.put(4);
  vi.advanceTimersByTime(250);
  expect(paced.rush()).toBe(false);
});

test("many changes that bring nothing to read are no rush", () => {
  const { paced } = watched();
  for (const value of [0, -1, -2, -3, -4]) paced.put(value);
  vi.advanceTimersByTime(250);
  expect(paced.rush()).toBe(false);
});

test("what somebody does is shown at once, with all that waited, and the rush goes on in its steps", () => {
  const { paced, all } = watched();
  paced.put(1);
  paced.put(2);
  paced.show();
  expect(all).toEqual([0, 1, 2]);
  paced.put(3);
  paced.show(4);
  expect(all).toEqual([0, 1, 2, 4]);
  vi.advanceTimersByTime(1_000);
  expect(all).toEqual([0, 1, 2, 4]);
});

test("what has waited is made to fit when its turn comes, and nothing else is", () => {
  const { paced, all } = watched((shown, next) => 100 * shown + next);
  paced.put(1);
  paced.put(2);
  paced.put(3);
  vi.advanceTimersByTime(250);
  expect(all).toEqual([0, 1, 103]);
  paced.show(4);
  expect(all.at(-1)).toBe(4);
});

test("a rush is over by itself, also where all that came in it was asked for before its turn", () => {
  const { paced } = watched();
  for (const value of [1, 2, 3]) paced.put(value);
  paced.show();
  vi.advanceTimersByTime(250);
  expect(paced.rush()).toBe(true);
  vi.advanceTimersByTime(250);
  expect(paced.rush()).toBe(false);
});
