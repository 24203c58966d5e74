/** How evenly something is spread over a number of places. All figures of no places are 0. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  /** Gini coefficient: 0 where all have the same, towards 1 the more of it one alone has. */
  gini: number;
}

/** Of whole numbers from 0 on, in any order. */
export function spreadOf(counts: readonly number[]): Spread {
  const sorted = counts.toSorted((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    gini: giniOf(sorted),
  };
}

/** By the ranks of what is sorted upwards; where nobody has anything all have the same. */
function giniOf(sorted: readonly number[]): number {
  const n = sorted.length;
  let [sum, ranked] = [0, 0];
  for (const [i, count] of sorted.entries()) {
    sum += count;
    ranked += (i + 1) * count;
  }
  return sum === 0 ? 0 : (2 * ranked) / (n * sum) - (n + 1) / n;
}
