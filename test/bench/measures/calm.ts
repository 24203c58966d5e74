import type { Readers } from "#test/bench/load/readers.ts";
import type { Site } from "#test/bench/load/sites.ts";
import { inTurns } from "#test/bench/load/turns.ts";
import { compared, type Measure, quantile } from "#test/bench/row.ts";

const load = { readers: 1_000, perSecond: 10 };

/** Readers in one room and one who writes at an even pace. */
export const calm: Measure = {
  name: "calm",
  minutes: 8,
  async run({ full }) {
    const seconds = full ? 60 : 8;
    const figures = await inTurns({ ...load, writers: 1, rounds: 3 }, (site, readers, round) =>
      paced(site, readers, round === 0 ? 3 : seconds),
    );
    const of = (key: keyof Figures) =>
      [figures.ours.map((each) => each[key]), figures.bare.map((each) => each[key])] as const;
    return [
      compared("calm: server CPU per delivery (µs)", ...of("cpu"), "<= 1.2"),
      compared("calm: post to seen, p50 (ms)", ...of("p50"), "<= 1.5"),
      compared("calm: post to seen, p99 (ms)", ...of("p99"), "<= 1.5"),
    ];
  },
};

type Figures = Record<"cpu" | "p50" | "p99", number>;

async function paced(site: Site, readers: Readers, seconds: number): Promise<Figures> {
  const posts = load.perSecond * seconds;
  const [began, cpu] = [performance.now(), site.server.cpu()];
  const acknowledged: Promise<void>[] = [];
  for (let i = 0; i < posts; i++) {
    const wait = began + (i * 1_000) / load.perSecond - performance.now();
    if (wait > 0) await new Promise((due) => setTimeout(due, wait));
    acknowledged.push(site.post(0, i));
  }
  await Promise.all(acknowledged);
  const { waits } = await readers.saw(posts);
  const used = site.server.cpu() - cpu;
  return {
    cpu: (used * 1e6) / (posts * load.readers),
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
  };
}
