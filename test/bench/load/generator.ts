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
      /** Who they are, one after the other; visitors when there are none. */
      tokens?: readonly (string | null)[];
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
    answer: { away: number[]; tried: number[]; turnedAway: number };
  };
  /** For so long, the earliest reader leaves and another comes, so many times a second. */
  churn: { order: { perSecond: number; ms: number }; answer: { came: number } };
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
let turnedAway = 0;
let lastAt = 0;
/** How every reader is opened. */
let opening: Omit<Orders["open"]["order"], "readers" | "atOnce"> | null = null;
let opened = 0;
const seen = (ms: number) => {
  waits.push(ms);
  lastAt = sharedNow();
};
const back = (awayMs: number, triedMs: number) => {
  away.push(awayMs);
  tried.push(triedMs);
};
const refused = () => {
  turnedAway++;
};
function come(): void {
  if (!opening) throw new Error("Nobody said where to.");
  const { tokens = [], ...more } = opening;
  const from = `127.0.0.${2 + (opened % 8)}`;
  const token = tokens[opened % tokens.length] ?? null;
  opened++;
  const reader = new WireReader({ ...more, from, token, seen, back, refused });
  readers.push(reader);
  reader.open();
}
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
    opening = more;
    for (let i = 0; i < count; i++) {
      come();
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
    return { away, tried, turnedAway };
  },
  async churn({ perSecond, ms }) {
    let came = 0;
    for (const began = performance.now(); performance.now() < began + ms; await pause(20))
      for (; came < ((performance.now() - began) / 1_000) * perSecond; came++) {
        readers.shift()?.close();
        come();
      }
    return { came };
  },
  async forget() {
    for (const reader of readers) reader.reset();
    [waits, away, tried, turnedAway] = [[], [], [], 0];
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
