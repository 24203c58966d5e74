import { Refusal } from "./refusal.ts";

/** What was found out ahead of a decision. A refusal is kept for the decision, since the command may be one that was granted earlier. */
export interface Postponed<T> {
  /** Undefined where it was refused. */
  readonly found: T | undefined;
  /** Throws the refusal. */
  get(): T;
}

export async function postponed<T>(work: Promise<T>): Promise<Postponed<T>> {
  try {
    const found = await work;
    return { found, get: () => found };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return {
      found: undefined,
      get() {
        throw refusal;
      },
    };
  }
}
