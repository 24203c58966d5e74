import fc from "fast-check";
import type { Finding } from "#test/faults/harness/evidence.ts";
import { type Act, actsUpTo, written } from "./acts.ts";

interface Runs {
  runs: number;
  acts: number;
  /** Of the machine's choice where none is given; told in either case. */
  seed?: number;
  /** Then it is given up, in ms; what was found by then is told, however long. */
  within?: number;
}
interface Counterexample {
  /** As short as they could be made; a list that `play` takes. */
  acts: Act[];
  message: string;
}

export const aSeed = (): number => Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);

/** Plays random lists of acts; null when every promise held in all of them. */
export async function counterexample(
  play: (acts: readonly Act[]) => Promise<Finding[]>,
  { runs, acts, within, seed = aSeed() }: Runs,
): Promise<Counterexample | null> {
  const broken = async (list: readonly Act[]) => {
    const findings = await play(list);
    if (findings.length > 0)
      throw new Error(findings.map(({ rule, what }) => `${rule}: ${what}`).join("\n"));
  };
  const property = fc.asyncProperty(actsUpTo(acts), broken);
  const result = await fc.check(property, {
    ...{ seed, numRuns: runs, markInterruptAsFailure: true },
    ...(within === undefined ? {} : { interruptAfterTimeLimit: within }),
  });
  if (!result.failed) return null;
  const list = [...(result.counterexample?.[0] ?? [])];
  const message = [
    `After ${result.numRuns} runs and ${result.numShrinks} shortenings, with FC_SEED=${seed}:`,
    `[\n${written(list)}\n]`,
    result.interrupted ? `Given up after ${within} ms.` : "",
    String(result.errorInstance),
  ].join("\n");
  return { acts: list, message };
}
