import { Readers } from "#test/bench/load/readers.ts";
import { bareSite, openReaders, ourSite, type Site } from "#test/bench/load/sites.ts";
import { steadily } from "#test/bench/load/steadily.ts";
import { alone, type Measure, quantile } from "#test/bench/row.ts";

/** Two posts a second to so many are 10,000 deliveries a second already, on the same cores that take everybody in again. */
const load = { readers: 5_000, perSecond: 2 };

/** The server is told to end and starts again while people write. Readers come back at the times of the real client. */
export const restart: Measure = {
  name: "restart",
  minutes: 3,
  async run() {
    const bare = await returned(await bareSite(), null);
    const ours = await returned(await ourSite({ writers: 5 }), load.perSecond);
    const p95 = quantile(bare, 0.95);
    return [
      {
        ...alone("restart with 5,000 readers: p95 back (ms)", quantile(ours, 0.95), "<= 4000"),
        ...{ bare: Math.round(p95), ratio: Math.round((quantile(ours, 0.95) / p95) * 100) / 100 },
      },
      alone("restart with 5,000 readers: the last one back (ms)", quantile(ours, 1), null),
      alone("restart with 5,000 readers: posts somebody missed", 0, "<= 0"),
    ];
  },
};

/** How long each was away, in order. With people who write meanwhile, everybody must have seen every post in the end. */
async function returned(site: Site, perSecond: number | null): Promise<number[]> {
  const readers = new Readers(2);
  try {
    await openReaders(readers, site, load.readers);
    await readers.forget();
    const writing = perSecond === null ? null : steadily(site, perSecond);
    await new Promise((later) => setTimeout(later, 2_000));
    await site.restart();
    const { away } = await readers.returned(load.readers, 60_000);
    const posts = await writing?.stop();
    if (away.length < load.readers) throw new Error(`${away.length} of ${load.readers} came back.`);
    if (posts) await readers.saw(posts);
    return away;
  } finally {
    readers.end();
    await site.close();
  }
}
