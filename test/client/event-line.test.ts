import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventLine } from "#client/event-line.ts";
import { begin, type Reading } from "#client/feed/reading.ts";
import { follow } from "#client/follow.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import {
  aFeed,
  aPost,
  aSnapshot,
  asChange,
  changed,
  discussionId,
  epoch,
} from "#test/support/feed-world.ts";

/** The browser's end of an event stream, whose other end the test holds. */
class Source extends EventTarget {
  static all: Source[] = [];
  static get last(): Source {
    const last = Source.all.at(-1);
    if (!last) throw new Error("None was opened.");
    return last;
  }
  readonly address: string;
  closed = false;
  constructor(address: string) {
    super();
    this.address = address;
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  async tell(name: string, data: unknown) {
    if (!this.closed) this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
    await vi.advanceTimersByTimeAsync(0);
  }
  fail() {
    this.dispatchEvent(new Event("error"));
  }
}

let page: EventTarget & { hidden: boolean };
/** Requests for changes that haven't been answered. */
let polls: { address: string; answer(joined: Joined): Promise<void>; fail(): Promise<void> }[];

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = [];
  polls = [];
  page = Object.assign(new EventTarget(), { hidden: false });
  const listeners = new EventTarget();
  vi.stubGlobal("addEventListener", listeners.addEventListener.bind(listeners));
  vi.stubGlobal("dispatchEvent", listeners.dispatchEvent.bind(listeners));
  vi.stubGlobal("document", page);
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("fetch", (address: string) => {
    return new Promise((done, fail) => {
      polls.push({
        address,
        answer: async (value) => {
          done({ json: async () => JSON.parse(JSON.stringify({ ok: true, value })) });
          await vi.advanceTimersByTimeAsync(0);
        },
        fail: async () => {
          fail(new TypeError("no network"));
          await vi.advanceTimersByTimeAsync(0);
        },
      });
    });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function aReader() {
  const states: string[] = [];
  const line = new EventLine(discussionId, ({ is }) => states.push(is));
  let reading: Reading = begin(aFeed([]));
  follow(line, {
    ...{ discussionId, mayInsert: () => true, isMine: () => true, beside: async () => [] },
    get: () => reading,
    set: (next) => {
      reading = next;
    },
    caughtUp: () => undefined,
    failed: () => undefined,
  });
  line.tryNow();
  return {
    ...{ line, states },
    posts: () => [...reading.feed.posts.keys()],
    seq: () => reading.feed.seq,
  };
}

const delta = (head: number, posts: Parameters<typeof asChange>[0][] = []): Joined => ({
  ...aSnapshot([]),
  ...{ mode: "delta", head, windows: [], changes: posts.map(asChange) },
});
const events = `/api/v1/discussions/${discussionId}/events`;
const changes = `/api/v1/discussions/${discussionId}/changes`;
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Fails as often as it is opened, until requests are tried instead. */
async function untilPolling(): Promise<void> {
  for (let i = 0; i < 20 && polls.length === 0; i++) {
    if (!Source.last.closed) Source.last.fail();
    await later(30_000);
  }
  if (polls.length === 0) throw new Error("It never polled.");
}

test("it joins where the page ends, and puts what it is told", async () => {
  const { line, states, posts, seq } = aReader();
  expect(Source.last.address).toBe(`${events}?epoch=${epoch}&since=10`);
  expect(line.open).toBe(false);
  const [missed, live] = [aPost(), aPost()];
  await Source.last.tell("feed:joined", delta(11, [missed]));
  await Source.last.tell("feed:changed", changed(11, 12, [live]));
  expect(line.open).toBe(true);
  expect(states).toEqual(["connecting", "open"]);
  expect([posts(), seq()]).toEqual([[missed.id, live.id], 12]);
});

test("after a loss it comes back by itself, for what it missed", async () => {
  const { states, seq } = aReader();
  await Source.last.tell("feed:joined", delta(10));
  await Source.last.tell("feed:changed", changed(10, 12, []));
  Source.last.fail();
  expect(states.at(-1)).toBe("lost");
  expect(Source.last.closed).toBe(true);
  await later(1_000);
  expect(Source.all).toHaveLength(2);
  expect(Source.last.address).toBe(`${events}?epoch=${epoch}&since=12`);
  await Source.last.tell("feed:joined", delta(13));
  expect([states.at(-1), seq()]).toEqual(["open", 13]);
});

test("a server on its way out is taken at its word", async () => {
  aReader();
  await Source.last.tell("feed:joined", delta(10));
  await Source.last.tell("server:closing", { comeBackAfter: 3_000 });
  Source.last.fail();
  await later(1_400);
  expect(Source.all).toHaveLength(1);
  await later(3_200);
  expect(Source.all).toHaveLength(2);
});

test("a hole, a resync and a head that nothing follows make it join again", async () => {
  const { seq } = aReader();
  await Source.last.tell("feed:joined", delta(10));
  await Source.last.tell("feed:changed", changed(11, 12, []));
  expect(Source.last.address).toBe(`${events}?epoch=${epoch}&since=10`);
  expect(Source.all).toHaveLength(2);
  await Source.last.tell("feed:joined", delta(12));
  await Source.last.tell("feed:resync", { discussionId, reason: "too_slow" });
  expect(Source.last.address).toBe(events);
  await Source.last.tell("feed:joined", { ...delta(13), mode: "snapshot" });
  await Source.last.tell("feed:head", { discussionId, epoch, head: 14 });
  await later(2_100);
  expect(Source.last.address).toBe(`${events}?epoch=${epoch}&since=13`);
  expect(Source.all.filter(({ closed }) => !closed)).toHaveLength(1);
  expect(seq()).toBe(13);
});

test("another log replaces everything it holds", async () => {
  const { posts, seq } = aReader();
  const [old, restored] = [aPost(), aPost()];
  await Source.last.tell("feed:joined", delta(20, [old]));
  Source.last.fail();
  await later(1_000);
  const anew = aSnapshot([restored], { epoch: "epoch-2", head: 7 });
  await Source.last.tell("feed:joined", { ...anew, mode: "snapshot" });
  expect([posts(), seq()]).toEqual([[restored.id], 7]);
});

test("a line that has gone silent is given up", async () => {
  const { states } = aReader();
  await Source.last.tell("feed:joined", delta(10));
  await later(35_000);
  await Source.last.tell("feed:head", { discussionId, epoch, head: 10 });
  await later(35_000);
  expect(states.at(-1)).toBe("open");
  await later(10_000);
  expect(states).toContain("lost");
});

test("where no stream comes through it asks again and again, and goes on putting", async () => {
  const { line, states, posts, seq } = aReader();
  await untilPolling();
  expect(Source.all).toHaveLength(3);
  expect(polls[0]?.address).toBe(`${changes}?epoch=${epoch}&since=10&wait=0`);
  await polls.shift()?.answer(delta(11));
  expect([line.open, states.at(-1), seq()]).toEqual([true, "open", 11]);
  expect(polls[0]?.address).toBe(`${changes}?epoch=${epoch}&since=11&wait=25`);
  const post = aPost();
  await polls.shift()?.answer(delta(12, [post]));
  expect([posts(), seq()]).toEqual([[post.id], 12]);
  await later(300);
  await polls.shift()?.answer(delta(12)); // the time was over
  expect(polls).toHaveLength(1);
  await polls.shift()?.fail();
  expect(states.at(-1)).toBe("lost");
});

test("while it asks it joins anew when the log is another, and tries the stream again after a while", async () => {
  const { seq } = aReader();
  await untilPolling();
  await polls.shift()?.answer(delta(11));
  await polls.shift()?.answer({ ...delta(5), mode: "snapshot", epoch: "epoch-2" });
  const streams = Source.all.length;
  expect(Source.last.address).toBe(events);
  Source.last.fail();
  await untilPolling();
  await polls.shift()?.answer({ ...delta(5), mode: "snapshot", epoch: "epoch-2" });
  expect(seq()).toBe(5);
  await later(5 * 60_000);
  expect(Source.all.length).toBeGreaterThan(streams);
  await Source.last.tell("feed:joined", { ...delta(6), epoch: "epoch-2" });
  expect(seq()).toBe(6);
});

test("a page that nobody looks at lets go of its line, and is in step again when somebody does", async () => {
  const { seq } = aReader();
  const look = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  await Source.last.tell("feed:joined", delta(10));
  look(true);
  await later(30_000);
  look(false);
  await Source.last.tell("feed:head", { discussionId, epoch, head: 10 });
  expect(Source.all).toHaveLength(1);
  look(true);
  await later(30_000);
  await Source.last.tell("feed:head", { discussionId, epoch, head: 10 });
  await later(31_000);
  expect(Source.last.closed).toBe(true);
  await later(600_000);
  expect(Source.all).toHaveLength(1);
  look(false);
  expect(Source.all).toHaveLength(2);
  await Source.last.tell("feed:joined", delta(15));
  expect(seq()).toBe(15);
});

test("without a network it gives up at once, and comes back with it", async () => {
  const { states } = aReader();
  await Source.last.tell("feed:joined", delta(10));
  dispatchEvent(new Event("offline"));
  expect(states.at(-1)).toBe("lost");
  dispatchEvent(new Event("online"));
  expect(Source.all).toHaveLength(2);
});
