/** Moments in the life of a command at which a test may stop the process, hold it or let it fail. */
export const faultPoints = [
  /** Its texts are kept, the entry that points at them isn't written. */
  "texts-kept",
  "before-append",
  /** In the log; nothing was folded, projected, told or answered. */
  "committed",
  /** Projected; nobody was told. */
  "projected",
  /** In the log and folded; its sender waits for the answer. */
  "before-answer",
] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** Where tests reach into the road of a command. The server itself always runs with `noFaults`: no setting turns it on. */
export interface Faults {
  reach(point: FaultPoint): void | Promise<void>;
}

export const noFaults: Faults = { reach: () => undefined };
