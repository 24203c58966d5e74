// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { begin } from "#client/feed/reading.ts";
import { reportImpressions } from "#client/impressions.ts";
import type { PostId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import { aFeed, aPost, discussionId, me } from "#test/support/feed-world.ts";

const viewer = { userId: me, role: "participant" as const, audience: "public" as const };
const mine = { id: me, name: "Me", organisation: null, category: null };

/** Says what stands in the middle of the window. */
let look: (id: PostId, isThere: boolean) => void = () => undefined;
class Eye {
  readonly watched = new Set<Element>();
  constructor(told: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
    look = (id, isIntersecting) => {
      const target = document.getElementById(`p-${id}`);
      if (target && this.watched.has(target)) told([{ target, isIntersecting }]);
    };
  }
  observe = (each: Element) => void this.watched.add(each);
  unobserve = (each: Element) => void this.watched.delete(each);
}

interface Sent {
  url: string;
  init: RequestInit;
  ids: PostId[];
}
const sent: Sent[] = [];
const ids = () => sent.map((each) => each.ids);

beforeEach(() => {
  sent.length = 0;
  document.body.innerHTML = "";
  vi.useFakeTimers();
  vi.stubGlobal("IntersectionObserver", Eye);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init, ids: JSON.parse(String(init.body)).postIds });
    throw new Error("nobody answers");
  });
});
afterEach(() => {
  dispatchEvent(new Event("pagehide"));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page with these posts on it. */
async function aPage(posts: readonly PostView[]) {
  document.body.innerHTML = posts.map(({ id }) => `<article id="p-${id}"></article>`).join("");
  const reading = signal(begin(aFeed(posts, { viewer })));
  reportImpressions(reading, discussionId);
  await vi.advanceTimersByTimeAsync(50);
  return reading;
}
const read = async (...all: PostView[]) => {
  for (const { id } of all) look(id, true);
  await vi.advanceTimersByTimeAsync(1_100);
  for (const { id } of all) look(id, false);
};

test("what stood there for a moment is reported once for this opening, by nobody in particular", async () => {
  const [a, b, c] = [aPost(), aPost(), aPost()];
  const own = aPost({ author: mine });
  const hidden = aPost({ state: "hidden", author: null });
  await aPage([a, b, c, own, hidden]);
  look(c.id, true);
  await vi.advanceTimersByTimeAsync(500);
  look(c.id, false);
  await read(a, own, hidden);
  await read(a, b);
  await read(a);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ids()).toEqual([[a.id, b.id]]);
  const [{ url, init }] = sent as [Sent];
  expect(url).toBe(`/api/v1/discussions/${discussionId}/impressions`);
  expect(init).toMatchObject({ method: "POST", credentials: "omit", keepalive: true });
  expect(init.headers).toEqual({ "content-type": "application/json" });
  await read(a, b);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});

test("a report comes every ten seconds at most, and what waits goes out when the page is left", async () => {
  const posts = Array.from({ length: 30 }, () => aPost());
  await aPage(posts);
  for (const post of posts) await read(post);
  expect(sent.length).toBe(3);
  const told = ids().flat().length;
  dispatchEvent(new Event("pagehide"));
  expect(sent.length).toBe(4);
  expect(told).toBeLessThan(30);
  expect(ids().flat()).toEqual(posts.map(({ id }) => id));
  dispatchEvent(new Event("pagehide"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.length).toBe(4);
});

test("so many at once go out in several reports", async () => {
  const posts = Array.from({ length: 230 }, () => aPost());
  await aPage(posts);
  await read(...posts);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ids().map(({ length }) => length)).toEqual([100]);
  dispatchEvent(new Event("pagehide"));
  expect(ids().map(({ length }) => length)).toEqual([100, 100, 30]);
});

test("a post that arrives is watched, and one that is drawn anew is the same post", async () => {
  const [a, b, c] = [aPost(), aPost(), aPost()];
  const reading = await aPage([a]);
  const show = (...posts: PostView[]) => {
    document.body.innerHTML = posts.map(({ id }) => `<article id="p-${id}"></article>`).join("");
    reading.value = begin(aFeed(posts, { viewer }));
  };
  await read(a);
  show(a, b);
  show(b, a); // before anything was painted
  await vi.advanceTimersByTimeAsync(50);
  await read(a, b);
  show(a, b, c);
  await vi.advanceTimersByTimeAsync(50);
  await read(c);
  dispatchEvent(new Event("pagehide"));
  expect(ids()).toEqual([[a.id, b.id, c.id]]);
});

test("without a network it waits, and whoever asks not to be tracked isn't counted", async () => {
  const a = aPost();
  vi.stubGlobal("navigator", { onLine: false });
  await aPage([a]);
  await read(a);
  await vi.advanceTimersByTimeAsync(30_000);
  dispatchEvent(new Event("pagehide"));
  expect(sent).toEqual([]);
  vi.stubGlobal("navigator", { onLine: true });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ids()).toEqual([[a.id]]);
  for (const asks of [{ doNotTrack: "1" }, { globalPrivacyControl: true }]) {
    vi.stubGlobal("navigator", { onLine: true, ...asks });
    await aPage([a]);
    await read(a);
    dispatchEvent(new Event("pagehide"));
  }
  expect(sent).toHaveLength(1);
});
