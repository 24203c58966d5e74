/** One figure, and where there is one the same figure of a bare Socket.IO server from the same run. */
export interface Row {
  measure: string;
  /** null: it couldn't be measured, and `measure` says why. */
  ours: number | null;
  bare: number | null;
  ratio: number | null;
  /** As stated: of the ratio where there is one, else of our figure; null where there is none. */
  goal: string | null;
  met: boolean;
}

export interface Scale {
  /** The long form, for a quiet machine. */
  full: boolean;
}

/** One file each: what is measured, and how long it may take. */
export interface Measure {
  name: string;
  minutes: number;
  run(scale: Scale): Promise<Row[]>;
}

export const median = (figures: readonly number[]): number =>
  quantile([...figures].sort(ascending), 0.5);
const ascending = (a: number, b: number) => a - b;

export const quantile = (sorted: ArrayLike<number>, q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

type Goal = `${"<=" | ">="} ${number}`;
const meets = (figure: number, goal: Goal): boolean => {
  const [way, bound] = goal.split(" ");
  return way === "<=" ? figure <= Number(bound) : figure >= Number(bound);
};
const rounded = (figure: number) => Math.round(figure * 100) / 100;

/** Rounds were taken in turns: the ratio is the median of the rounds' ratios. */
export function compared(
  measure: string,
  ours: readonly number[],
  bare: readonly number[],
  goal: Goal,
): Row {
  const ratio = median(ours.map((figure, i) => figure / (bare[i] ?? Number.NaN)));
  return {
    ...{ measure, ours: rounded(median(ours)), bare: rounded(median(bare)) },
    ...{ ratio: rounded(ratio), goal, met: meets(ratio, goal) },
  };
}

/** A figure of ours alone. */
export function alone(measure: string, ours: number, goal: Goal | null): Row {
  const met = goal === null || meets(ours, goal);
  return { measure, ours: rounded(ours), bare: null, ratio: null, goal, met };
}

/** Two figures of ours, the second of which is to be no more than so many times the first. */
export function grown(measure: string, large: number, small: number, goal: Goal): Row {
  const ratio = large / small;
  return {
    ...{ measure, ours: rounded(large), bare: null, ratio: rounded(ratio) },
    ...{ goal, met: meets(ratio, goal) },
  };
}
