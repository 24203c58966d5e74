import { Refusal } from "#server/domain/refusal.ts";

/** Counts the sockets of visitors by address, which may be a whole institution's, and refuses one too many. */
export function boundVisitors(limit: number) {
  const open = new Map<string, number>();
  return {
    admit(address: string): void {
      if ((open.get(address) ?? 0) >= limit)
        throw new Refusal("slow_down", "Too many pages of your address are open already.", {
          ...{ retryAfter: 30, details: { limit } },
        });
    },
    come(address: string): void {
      open.set(address, (open.get(address) ?? 0) + 1);
    },
    go(address: string): void {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    },
  };
}
