import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { begin, type Reading } from "#client/feed/reading.ts";
import { type FeedLine, follow } from "#client/follow.ts";
import type { Joined } from "#shared/commands/snapshot.ts";
import type { CommandName, Output, RawInput } from "#shared/commands.ts";
import type { Event, EventName } from "#shared/events.ts";
import { DiscussionId } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import type { Failure, Result } from "#shared/refusals.ts";
import {
  aFeed,
  aPost,
  aSnapshot,
  asChange,
  changed,
  discussionId,
  epoch,
  questionId,
} from "#test/support/feed-world.ts";

/** A line whose other end the test holds: joins wait until they are answered. */
class TestLine implements FeedLine {
  open = false;
  readonly joins: { input: RawInput<"discussion:join">; answer(joined: Joined): Promise<void> }[] =
    [];
  refuse: Failure | null = null;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  send<N extends CommandName>(_name: N, input: RawInput<N>): Promise<Result<Output<N>>> {
    if (this.refuse) return Promise.resolve({ ok: false, failure: this.refuse });
    return new Promise((done) => {
      this.joins.push({
        input: JSON.parse(JSON.stringify(input)),
        answer: async (joined) => {
          done({ ok: true, value: JSON.parse(JSON.stringify(joined)) });
          await settled();
        },
      });
    });
  }
  on<N extends EventName>(name: N, listen: (event: Event<N>) => void): void {
    this.#add(name, listen);
  }
  onOpen(listen: () => void): void {
    this.#add("open", listen);
  }
  onDrop(listen: () => void): void {
    this.#add("drop", listen);
  }
  tell<N extends EventName>(name: N, event: Event<N>): void {
    this.#run(name, event);
  }
  connect(): void {
    this.open = true;
    this.#run("open", undefined);
  }
  drop(): void {
    this.open = false;
    this.#run("drop", undefined);
  }
  #add(name: string, listen: (event: never) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listen]);
  }
  #run(name: string, event: unknown): void {
    for (const listen of this.#listeners.get(name) ?? []) listen(event as never);
  }
}
const settled = () => vi.advanceTimersByTimeAsync(0);

function aReader(isMine = true, beside: PostView[] = []) {
  const line = new TestLine();
  let reading: Reading = begin(aFeed([]));
  const failures: Failure[] = [];
  const caughtUp: number[] = [];
  follow(line, {
    discussionId,
    mayInsert: () => true,
    get: () => reading,
    set: (next) => {
      reading = next;
    },
    isMine: () => isMine,
    beside: async () => beside,
    caughtUp: (arrived) => caughtUp.push(arrived),
    failed: (failure) => failures.push(failure),
  });
  const posts = () => [...reading.feed.posts.keys()];
  const extras = () => [...reading.extras.values()];
  return { line, posts, extras, failures, caughtUp, seq: () => reading.feed.seq };
}

const delta = (head: number, posts: Parameters<typeof asChange>[0][] = []): Joined => ({
  ...aSnapshot([]),
  ...{ mode: "delta", head, windows: [], changes: posts.map(asChange) },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a reader that connects joins where its page ends", () => {
  const { line } = aReader();
  line.connect();
  expect(line.joins.map(({ input }) => input)).toEqual([
    { discussionId, epoch, since: 10, audience: "public" },
  ]);
});

test("what was read as somebody else is read anew", () => {
  const { line } = aReader(false);
  line.connect();
  expect(line.joins[0]!.input).toMatchObject({ epoch: null, since: null });
});

test("after a snapshot what a link had led to is there again, as it stands by then, and what came meanwhile after that", async () => {
  const post = aPost({ order: 3 });
  const { line, extras } = aReader(false, [post]);
  const hidden = { ...post, state: "hidden" as const, author: null, seq: post.seq + 5 };
  const windows = [{ questionId, floor: 100, older: "cursor" }];
  line.connect();
  line.tell("feed:changed", changed(10, 11, [hidden]));
  await line.joins[0]!.answer({ ...aSnapshot([], { windows }), mode: "snapshot" });
  await settled();
  expect(extras()).toEqual([hidden]);
});

test("messages before the join is answered wait, and are put after it", async () => {
  const { line, posts, seq } = aReader();
  const [missed, live] = [aPost(), aPost()];
  line.connect();
  line.tell("feed:changed", changed(12, 13, [live]));
  expect(posts()).toEqual([]);
  await line.joins[0]!.answer(delta(12, [missed]));
  expect(posts()).toEqual([missed.id, live.id]);
  expect(seq()).toBe(13);
});

test("what waited on a line that dropped is thrown away, so that nothing before it is jumped over", async () => {
  const { line, posts, seq } = aReader();
  const [missed, live] = [aPost(), aPost()];
  line.connect();
  line.tell("feed:changed", changed(12, 13, [live]));
  line.drop();
  line.connect();
  await line.joins[0]!.answer(delta(12, [missed]));
  expect(posts()).toEqual([]);
  expect(line.joins[1]!.input.since).toBe(10);
  await line.joins[1]!.answer(delta(13, [missed, live]));
  expect(posts()).toEqual([missed.id, live.id]);
  expect(seq()).toBe(13);
});

test("a gap makes it join again from where it is", async () => {
  const { line } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  line.tell("feed:changed", changed(11, 12, [aPost()]));
  expect(line.joins[1]!.input).toMatchObject({ since: 10 });
});

test("told to start over it asks for everything", async () => {
  const { line } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  line.tell("feed:resync", { discussionId, reason: "role_changed" });
  expect(line.joins[1]!.input).toMatchObject({ epoch: null, since: null, audience: null });
});

test("a head above its own that nothing follows for two seconds makes it join again", async () => {
  const { line } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  line.tell("feed:head", { discussionId, epoch, head: 11 });
  await vi.advanceTimersByTimeAsync(1_900);
  expect(line.joins).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(line.joins).toHaveLength(2);
});

test("a head that the feed reaches in time asks for nothing", async () => {
  const { line } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  line.tell("feed:head", { discussionId, epoch, head: 11 });
  line.tell("feed:changed", changed(10, 11, []));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(line.joins).toHaveLength(1);
});

test("a refused join is told, and asked again later while the line is there", async () => {
  const { line, failures } = aReader();
  line.refuse = { code: "unavailable", message: "", retryAfter: 2 };
  line.connect();
  await settled();
  expect(failures.map(({ code }) => code)).toEqual(["unavailable"]);
  line.refuse = null;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(line.joins).toHaveLength(1);
});

test("coming back it says how many posts of others had arrived", async () => {
  const { line, caughtUp } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  line.drop();
  line.connect();
  await line.joins[1]!.answer(delta(12, [aPost(), aPost()]));
  expect(caughtUp).toEqual([0, 2]);
});

test("another discussion's messages are passed over", async () => {
  const { line, seq } = aReader();
  line.connect();
  await line.joins[0]!.answer(delta(10));
  const elsewhere = { ...changed(10, 11, [aPost()]), discussionId: DiscussionId.parse(uuidv7()) };
  line.tell("feed:changed", elsewhere);
  expect(seq()).toBe(10);
});
