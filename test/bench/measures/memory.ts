import { collecting } from "#test/bench/load/processes.ts";
import { Readers } from "#test/bench/load/readers.ts";
import { bareSite, openReaders, ourSite, type Site } from "#test/bench/load/sites.ts";
import { compared, type Measure } from "#test/bench/row.ts";

const load = { readers: 5_000, warmUp: 500 };

/** What a reader in the room costs a server that has collected its garbage. */
export const memory: Measure = {
  name: "memory",
  minutes: 4,
  async run({ full }) {
    const perReader: Record<"ours" | "bare", number[]> = { ours: [], bare: [] };
    for (let round = 0; round < (full ? 3 : 1); round++) {
      perReader.bare.push(await held(await bareSite({ flags: collecting })));
      perReader.ours.push(await held(await ourSite({ flags: collecting })));
    }
    return [compared("memory per connection (kB)", perReader.ours, perReader.bare, "<= 1.2")];
  },
};

async function held(site: Site): Promise<number> {
  const readers = new Readers(2);
  try {
    await openReaders(readers, site, load.warmUp);
    await readers.close();
    const before = await site.server.settledRss();
    await openReaders(readers, site, load.readers);
    return ((await site.server.settledRss()) - before) / load.readers;
  } finally {
    readers.end();
    await site.close();
  }
}
