import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type AnsweredPlaces, heedAnswering } from "#client/answering.ts";
import { begin } from "#client/feed/reading.ts";
import { announceAnswering } from "#client/live.ts";
import { answeringTeller } from "#client/view/writing/answering-teller.ts";
import type { AnsweredPlace, Event, EventName } from "#shared/events.ts";
import {
  aFeed,
  aPost,
  discussionId,
  otherQuestionId,
  questionId,
} from "#test/support/feed-world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a composer tells at the first key, then every five seconds while it is typed in, and once that it is over", () => {
  const told: boolean[] = [];
  const composer = answeringTeller((on) => told.push(on));
  composer.over();
  expect(told).toEqual([]);
  for (let second = 0; second < 11; second++) {
    composer.typed();
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual([true, true, true]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(3);
  composer.over();
  composer.over();
  expect(told.slice(3)).toEqual([false]);
  composer.typed();
  expect(told.slice(4)).toEqual([true]);
});

/** The line's other end, and what a page makes of it. */
function aPage() {
  let listen: (event: Event<"feed:answering">) => void = () => undefined;
  const line = {
    on<N extends EventName>(_name: N, heard: (event: Event<N>) => void) {
      listen = heard as never;
    },
  };
  const shown = heedAnswering(line, discussionId);
  return { shown, tell: (places: AnsweredPlace[]) => listen({ discussionId, places }) };
}

test("a place is shown while it is told, and no longer than that when nothing comes any more", () => {
  const { shown, tell } = aPage();
  const { id: parentId } = aPost();
  tell([
    { questionId, parentId },
    { questionId: otherQuestionId, parentId: null },
  ]);
  expect([...shown.value.keys()]).toEqual([parentId, otherQuestionId]);
  const held = shown.value;
  vi.advanceTimersByTime(10_000);
  tell([
    { questionId, parentId },
    { questionId: otherQuestionId, parentId: null },
  ]);
  expect(shown.value).toBe(held);
  vi.advanceTimersByTime(10_000);
  expect(shown.value.size).toBe(2);
  vi.advanceTimersByTime(3_000);
  expect(shown.value.size).toBe(0);
  tell([{ questionId, parentId }]);
  tell([]);
  expect(shown.value.size).toBe(0);
});

test("a place is read out once, however often it comes and goes", () => {
  const answering = signal<AnsweredPlaces>(new Map());
  const status = signal("");
  const said: number[] = [];
  announceAnswering({ answering, status, state: signal(begin(aFeed([]))) }, (question) => {
    said.push(question);
    return `Somebody answers in ${question}`;
  });
  const { id } = aPost();
  for (let time = 0; time < 3; time++) {
    answering.value = new Map([[id, questionId]]);
    answering.value = new Map();
  }
  expect(said).toEqual([1]);
  answering.value = new Map([[questionId, questionId]]);
  expect(said).toEqual([1, 1]);
  expect(status.value).toBe("Somebody answers in 1");
});
