import { Readers } from "./readers.ts";
import { bareSite, openReaders, ourSite, type Site } from "./sites.ts";

/** Figures of both servers, round by round. */
export type Figures<F> = Record<"ours" | "bare", F[]>;
const both = ["bare", "ours"] as const;

/**
 * Measures both servers in turns, so that a noisy neighbour hits both, with all readers in their rooms.
 * The first round (0) warms up and isn't counted.
 */
export async function inTurns<F>(
  load: { readers: number; writers: number; rounds: number },
  measure: (site: Site, readers: Readers, round: number) => Promise<F>,
): Promise<Figures<F>> {
  const { writers } = load;
  const sites = { bare: await bareSite({ writers }), ours: await ourSite({ writers }) };
  const readers = { bare: new Readers(), ours: new Readers() };
  const figures: Figures<F> = { ours: [], bare: [] };
  try {
    for (const name of both) await openReaders(readers[name], sites[name], load.readers);
    for (let round = 0; round <= load.rounds; round++)
      for (const name of both) {
        await readers[name].forget();
        const figure = await measure(sites[name], readers[name], round);
        if (round > 0) figures[name].push(figure);
      }
    return figures;
  } finally {
    for (const name of both) {
      readers[name].end();
      await sites[name].close();
    }
  }
}
