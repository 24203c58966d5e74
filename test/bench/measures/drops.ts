import { Readers } from "#test/bench/load/readers.ts";
import { openReaders, ourSite } from "#test/bench/load/sites.ts";
import { steadily } from "#test/bench/load/steadily.ts";
import { alone, type Measure, quantile } from "#test/bench/row.ts";

const load = { readers: 1_000, perSecond: 10 };

/** Each reader loses its line for 2 s in every 15, at times of its own, while people write. */
export const drops: Measure = {
  name: "drops",
  minutes: 3,
  async run({ full }) {
    const times = full ? 12 : 2;
    const site = await ourSite({ writers: 5 });
    const readers = new Readers();
    try {
      await openReaders(readers, site, load.readers);
      await readers.forget();
      const writing = steadily(site, load.perSecond);
      await readers.drops(times);
      const { tried } = await readers.returned(load.readers * times, 10_000);
      const posts = await writing.stop();
      const { waits } = await readers.saw(posts);
      const delivered = (100 * waits.length) / (posts * load.readers);
      return [
        alone("Wi-Fi drops, 1,000 readers: delivered (%)", delivered, ">= 100"),
        alone(
          "Wi-Fi drops: level again after the return, p99 (ms)",
          quantile(tried, 0.99),
          "<= 2000",
        ),
      ];
    } finally {
      readers.end();
      await site.close();
    }
  },
};
