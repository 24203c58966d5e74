import { Readers } from "#test/bench/load/readers.ts";
import { openReaders, ourSite } from "#test/bench/load/sites.ts";
import { steadily } from "#test/bench/load/steadily.ts";
import { alone, type Measure, quantile } from "#test/bench/row.ts";

const load = { readers: 5_000, perSecond: 10 };

/** The server is told to end and starts again while people write. Readers come back at the times of the real client. */
export const restart: Measure = {
  name: "restart",
  minutes: 3,
  async run() {
    const site = await ourSite({ writers: 5 });
    const readers = new Readers(2);
    try {
      await openReaders(readers, site, load.readers);
      await readers.forget();
      const writing = steadily(site, load.perSecond);
      await new Promise((later) => setTimeout(later, 2_000));
      await site.restart();
      const { away } = await readers.returned(load.readers, 60_000);
      const posts = await writing.stop();
      if (away.length < load.readers)
        throw new Error(`${away.length} of ${load.readers} came back.`);
      await readers.saw(posts);
      return [
        alone("restart with 5,000 readers: p95 back (ms)", quantile(away, 0.95), "<= 4000"),
        alone("restart with 5,000 readers: the last one back (ms)", quantile(away, 1), null),
        alone("restart with 5,000 readers: posts somebody missed", 0, "<= 0"),
      ];
    } finally {
      readers.end();
      await site.close();
    }
  },
};
