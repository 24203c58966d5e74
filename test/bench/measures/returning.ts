import { Readers } from "#test/bench/load/readers.ts";
import { type OurSite, ourSite } from "#test/bench/load/sites.ts";
import { alone, type Measure } from "#test/bench/row.ts";
import { httpSend } from "#test/support/doors.ts";

const missed = 1_000;
const writers = 50;
const joins = 20;
const crowd = 500;

/** Readers who missed a thousand posts: one after the other, and all at once. */
export const returning: Measure = {
  name: "returning",
  minutes: 2,
  async run() {
    const site = await ourSite({ writers });
    try {
      const since = await headOf(site);
      let next = 0;
      const write = async (writer: number) => {
        while (next < missed) await site.post(writer, next++);
      };
      await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
      await joined(site, since, 3, 1); // warms up
      const one = await joined(site, since, joins, 1);
      const all = await joined(site, since, crowd, crowd);
      return [
        alone(`returning: a join with ${missed} missed posts, server CPU (ms)`, one.cpuMs, "<= 50"),
        alone(`returning: ${crowd} such joins at once, until the last (ms)`, all.ms, "<= 2000"),
      ];
    } finally {
      await site.close();
    }
  },
};

interface Held {
  epoch: string;
  since: number;
}

async function headOf({ server, discussionId }: OurSite): Promise<Held> {
  const answer = await httpSend(server, null, "discussion:read", { discussionId });
  if (!answer.ok) throw new Error(answer.failure.message);
  return { epoch: answer.value.epoch, since: answer.value.head };
}

async function joined(site: OurSite, held: Held, count: number, atOnce: number) {
  // A crowd's megabytes are read by two processes, or the reading is what is measured.
  const readers = new Readers(atOnce > 1 ? 2 : 1);
  try {
    const cpu = site.server.cpu();
    const { discussionId } = site;
    const ms = await readers.open({
      ...{ url: site.server.url, discussionId, held, readers: count, atOnce },
    });
    await readers.saw(missed);
    return { ms, cpuMs: ((site.server.cpu() - cpu) * 1_000) / count };
  } finally {
    readers.end();
  }
}
