/** Resolves when it is so; throws with the name of what didn't come after `ms`. */
export async function until(what: string, isSo: () => boolean, ms = 15_000): Promise<void> {
  const end = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((soon) => setTimeout(soon, 5));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** The value below which so many of them are; `percent` of 99 is the p99. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
