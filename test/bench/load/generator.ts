import { sharedNow, WireReader } from "./wire-reader.ts";

/** What a generator is told, and answers with; each is answered once. */
export interface Orders {
  open: {
    order: {
      url: string;
      readers: number;
      atOnce: number;
      discussionId: string | null;
      held: { epoch: string; since: number } | null;
    };
    /** From the first try until the last one was level. */
    answer: { ms: number };
  };
  /** Waits until each reader has seen as many posts, or until time is up. */
  await: {
    order: { posts: number; withinMs: number };
    answer: { seen: number; lastAt: number; waits: Float64Array };
  };
  /** Readers have come back so often, since `forget`: how long each was away, and how long after it tried. */
  returns: {
    order: { count: number; withinMs: number };
    answer: { away: number[]; tried: number[] };
  };
  forget: { order: Record<never, never>; answer: Record<never, never> };
  /** Cuts every line for 2 s in every 15, each at a time of its own, `times` times. */
  drops: { order: { times: number }; answer: Record<never, never> };
  close: { order: Record<never, never>; answer: Record<never, never> };
}
export type OrderName = keyof Orders;

const readers: WireReader[] = [];
let waits: number[] = [];
let away: number[] = [];
let tried: number[] = [];
let lastAt = 0;
const seen = (ms: number) => {
  waits.push(ms);
  lastAt = sharedNow();
};
const back = (awayMs: number, triedMs: number) => {
  away.push(awayMs);
  tried.push(triedMs);
};
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
async function within(ms: number, holds: () => boolean): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until && !holds(); )
    await pause(10);
  return holds();
}

const obey: { [N in OrderName]: (order: Orders[N]["order"]) => Promise<Orders[N]["answer"]> } = {
  async open({ readers: count, atOnce, ...more }) {
    const began = performance.now();
    const before = away.length;
    for (let i = 0; i < count; i++) {
      const from = `127.0.0.${2 + (readers.length % 8)}`;
      const reader = new WireReader({ ...more, from, seen, back });
      readers.push(reader);
      reader.open();
      const room = () => i + 1 - (away.length - before) < atOnce;
      if (!room() && !(await within(30_000, room))) throw new Error("Readers can't get in.");
    }
    const all = () => away.length - before >= count;
    if (!(await within(30_000, all)))
      throw new Error(`${away.length - before} of ${count} readers got in.`);
    return { ms: performance.now() - began };
  },
  async await({ posts, withinMs }) {
    await within(withinMs, () => waits.length >= posts * readers.length);
    const fewest = Math.min(...readers.map((reader) => reader.posts));
    return { seen: fewest, lastAt, waits: Float64Array.from(waits) };
  },
  async returns({ count, withinMs }) {
    await within(withinMs, () => away.length >= count);
    return { away, tried };
  },
  async forget() {
    for (const reader of readers) reader.reset();
    [waits, away, tried] = [[], [], []];
    return {};
  },
  async drops({ times }) {
    const everyMs = 15_000;
    for (let round = 0; round < times; round++) {
      for (const [i, reader] of readers.entries())
        setTimeout(() => reader.drop(2_000), (i / readers.length) * (everyMs - 2_000));
      await pause(everyMs);
    }
    return {};
  },
  async close() {
    for (const reader of readers.splice(0)) reader.close();
    return {};
  },
};

process.on("message", (message: { [N in OrderName]: { name: N; order: never } }[OrderName]) => {
  obey[message.name](message.order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
