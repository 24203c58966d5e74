import { Refusal } from "#server/domain/refusal.ts";

/** Takes a place for one request of this address, or refuses. What it returns gives the place back, once. */
export type Slots = (address: string) => () => void;

const retryAfter = 30;

/** Bounds how many requests of one address are held open at a time. */
export function createSlots(limit: number): Slots {
  const taken = new Map<string, number>();
  return (address) => {
    const count = taken.get(address) ?? 0;
    if (count >= limit)
      throw new Refusal("slow_down", "Too many requests of your address are open already.", {
        ...{ retryAfter, details: { limit } },
      });
    taken.set(address, count + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (taken.get(address) ?? 1) - 1;
      if (left > 0) taken.set(address, left);
      else taken.delete(address);
    };
  };
}
