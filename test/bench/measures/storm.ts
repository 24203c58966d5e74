import type { Readers } from "#test/bench/load/readers.ts";
import type { Site } from "#test/bench/load/sites.ts";
import { inTurns } from "#test/bench/load/turns.ts";
import { sharedNow } from "#test/bench/load/wire-reader.ts";
import { compared, type Measure } from "#test/bench/row.ts";

const load = { readers: 1_000, posts: 200, writers: 50 };

/** Many write at once, as fast as they are acknowledged; a delivery is one post at one reader. */
export const storm: Measure = {
  name: "storm",
  minutes: 5,
  async run({ full }) {
    const rounds = full ? 5 : 3;
    const perSecond = await inTurns({ ...load, rounds }, asFastAsTheyGo);
    return [compared("storm: deliveries per second", perSecond.ours, perSecond.bare, ">= 2")];
  },
};

async function asFastAsTheyGo(site: Site, readers: Readers): Promise<number> {
  const began = sharedNow();
  let next = 0;
  const write = async (writer: number) => {
    while (next < load.posts) await site.post(writer, next++);
  };
  await Promise.all(Array.from({ length: load.writers }, (_, writer) => write(writer)));
  const { lastAt } = await readers.saw(load.posts);
  return (load.posts * load.readers * 1_000) / (lastAt - began);
}
