import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import type { Telling } from "#server/domain/deps.ts";
import { editionOf } from "#server/domain/reading/edition.ts";
import { frame, readPlace } from "#server/http/event-frame.ts";
import { EventStream } from "#server/http/event-stream.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { Streams } from "#server/http/streams.ts";
import { DiscussionId } from "#shared/ids.ts";
import { aPost, aSnapshot, changed, discussionId, epoch } from "#test/support/feed-world.ts";

afterEach(() => void vi.useRealTimers());

/** A response whose reader reads only when told to. */
class Unread {
  readonly written: Buffer[] = [];
  readonly #flushed: (() => void)[] = [];
  ended = false;
  write(bytes: Buffer, flushed: () => void = () => undefined) {
    this.written.push(bytes);
    this.#flushed.push(flushed);
  }
  end(bytes: Buffer) {
    this.written.push(bytes);
    this.ended = true;
  }
  read() {
    for (const flushed of this.#flushed.splice(0)) flushed();
  }
  once() {}
  destroy() {}
  get text() {
    return Buffer.concat(this.written).toString();
  }
}

function aStream(begun = true) {
  const response = new Unread();
  const stream = new EventStream(response as unknown as ServerResponse, discussionId);
  if (begun) stream.begin(first(10));
  return { response, stream };
}
const first = (seq: number) =>
  frame(
    "feed:joined",
    { ...aSnapshot([], { head: seq }), mode: "snapshot" },
    { place: { epoch, seq } },
  );
const next = (seq: number, html = "") =>
  frame("feed:changed", changed(seq - 1, seq, html ? [aPost({ reference: html })] : []), {
    place: { epoch, seq },
  });

test("256 messages may lie unread; one more ends the stream with a resync", () => {
  const { response, stream } = aStream();
  for (let i = 1; i <= 256; i++) expect(stream.send(next(10 + i))).toBe(true);
  expect(response.ended).toBe(false);
  expect(stream.send(next(267))).toBe(false);
  expect(response.ended).toBe(true);
  expect(response.written).toHaveLength(1 + 256 + 1);
  expect(response.written.at(-1)?.toString()).toContain("event: feed:resync\n");
  stream.send(next(268));
  expect(response.written).toHaveLength(1 + 256 + 1);
});

test("a megabyte may lie unread; whoever reads on is never cut", () => {
  const { response, stream } = aStream();
  const large = "x".repeat(300_000);
  for (let i = 1; i <= 3; i++) expect(stream.send(next(10 + i, large))).toBe(true);
  response.read();
  for (let i = 4; i <= 6; i++) expect(stream.send(next(10 + i, large))).toBe(true);
  expect(stream.send(next(17, large))).toBe(false);
});

test("the first answer may be larger than what may lie unread", () => {
  const { response, stream } = aStream(false);
  const posts = Array.from({ length: 5 }, () => aPost({ reference: "x".repeat(300_000) }));
  stream.begin(
    frame("feed:joined", { ...aSnapshot(posts), mode: "snapshot" }, { place: { epoch, seq: 10 } }),
  );
  expect(stream.send(next(11))).toBe(true);
  expect(response.ended).toBe(false);
});

test("what comes before the first answer waits, and what that holds already isn't told again", () => {
  const { response, stream } = aStream(false);
  for (const seq of [9, 10, 11]) stream.send(next(seq));
  expect(response.written).toEqual([]);
  stream.begin(first(10));
  stream.send(next(10));
  stream.send(next(12));
  const ids = [...response.text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  expect(ids).toEqual([`${epoch}:10`, `${epoch}:11`, `${epoch}:12`]);
  // What was dropped takes no room: all of it is there for what follows.
  response.read();
  for (let i = 13; i <= 12 + 256; i++) expect(stream.send(next(i))).toBe(true);
});

test("a reader that is behind isn't told what may be missed", () => {
  const { response, stream } = aStream();
  const presence = frame("feed:presence", { discussionId, readers: 2 });
  stream.send(next(11));
  expect(stream.sendVolatile(presence)).toBe(false);
  response.read();
  expect(stream.sendVolatile(presence)).toBe(true);
});

function someStreams(head = 0) {
  let held = 0;
  const hold = async () => {
    held++;
    return () => void held--;
  };
  const heads = async () => new Map([[discussionId, 12]]);
  const ports = { hold, head: async () => head, heads };
  return { held: () => held, streams: new Streams({ epoch, metrics: createMetrics(), ...ports }) };
}

test("what came between an answer and the waiting isn't waited for, and nothing is held afterwards", async () => {
  const { streams, held } = someStreams(11);
  const never = new AbortController().signal;
  const until = { waitMs: 60_000, gone: never };
  expect(await streams.news(discussionId, 10, until)).toBe(true);
  expect([streams.waiting, held()]).toEqual([0, 0]);
  const waiting = streams.news(discussionId, 11, until);
  await expect.poll(() => streams.waiting).toBe(1);
  expect(held()).toBe(1);
  const telling = (to: number) =>
    ({ discussionId, feed: { public: changed(to - 1, to, []) } }) as unknown as Telling;
  streams.tell(telling(11)); // what the client has already
  expect(streams.waiting).toBe(1);
  streams.tell(telling(12));
  expect(await waiting).toBe(true);
  expect([streams.waiting, held()]).toEqual([0, 0]);
});

test("a tick is encoded once for all who read a discussion", async () => {
  const { streams } = someStreams();
  const all = [aStream(), aStream(), aStream()];
  for (const { stream } of all) await streams.enter(stream, discussionId);
  const message = changed(10, 11, [aPost()]);
  const telling = { discussionId, personal: [], roles: [], feed: { public: message } };
  streams.tell(telling as unknown as Telling);
  const [a, b, c] = all.map(({ response }) => response.written.at(-1));
  expect(a?.toString()).toContain(JSON.stringify(message));
  expect(b).toBe(a);
  expect(c).toBe(a);
});

test("a stream on which nothing happens says every 15 seconds where the log stands, without moving its reader", async () => {
  vi.useFakeTimers();
  const { streams } = someStreams();
  const [here, elsewhere] = [aStream(), aStream()];
  await streams.enter(here.stream, discussionId);
  await streams.enter(elsewhere.stream, DiscussionId.parse(randomUUID()));
  here.response.read();
  elsewhere.response.read();
  await vi.advanceTimersByTimeAsync(15_000);
  const place = { discussionId, epoch: editionOf(epoch, discussionId), head: 12 };
  const beat = `event: feed:head\ndata: ${JSON.stringify(place)}\n\n`;
  expect(here.response.written.at(-1)?.toString()).toBe(beat);
  expect(elsewhere.response.written.at(-1)?.toString()).toBe(":\n\n");
  await vi.advanceTimersByTimeAsync(15_000); // it wasn't read
  expect(here.response.written).toHaveLength(2);
});

test("an event is one block of lines, whatever its texts hold", () => {
  const post = aPost({ reference: "a\n\nevent: feed:resync\r\ndata: {}\u2028\n\n" });
  const { pieces } = frame("feed:changed", changed(1, 2, [post]), { place: { epoch, seq: 2 } });
  expect(
    Buffer.concat([...pieces])
      .toString()
      .split(/\r\n|\r|\n/),
  ).toEqual([
    `id: ${epoch}:2`,
    "event: feed:changed",
    expect.stringMatching(/^data: \{.*\}$/s),
    "",
    "",
  ]);
});

test.each([
  ["epoch-1:12", { epoch: "epoch-1", seq: 12 }],
  ["epoch-1:-1", null],
  ["12", null],
  ["epoch-1:1e3", null],
  ["a:b:1", null],
  [`${"e".repeat(65)}:1`, null],
  ["epoch-1:1234567890123456", null],
])("of the id %s it reads %o", (id, place) => {
  expect(readPlace(id)).toEqual(place);
});
