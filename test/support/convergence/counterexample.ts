import fc from "fast-check";
import { type Act, actsUpTo, written } from "./acts.ts";
import { play } from "./play.ts";
import type { Site } from "./world.ts";

interface Runs {
  runs: number;
  acts: number;
  /** Of the machine's choice where none is given; told in either case. */
  seed?: number;
}
interface Counterexample {
  /** As short as they could be made; a list that `play` takes. */
  acts: Act[];
  message: string;
}

/** Plays random lists of acts; null when every promise held in all of them. */
export async function counterexample(
  site: Site,
  { runs, acts, seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31) }: Runs,
): Promise<Counterexample | null> {
  const broken = async (list: readonly Act[]) => {
    const findings = await play(site, list);
    if (findings.length > 0)
      throw new Error(findings.map(({ rule, what }) => `${rule}: ${what}`).join("\n"));
  };
  const property = fc.asyncProperty(actsUpTo(acts), broken);
  const result = await fc.check(property, { seed, numRuns: runs });
  if (!result.failed) return null;
  const list = [...(result.counterexample?.[0] ?? [])];
  const message = [
    `After ${result.numRuns} runs and ${result.numShrinks} shortenings, with FC_SEED=${seed}:`,
    `[\n${written(list)}\n]`,
    String(result.errorInstance),
  ].join("\n");
  return { acts: list, message };
}
