import { Refusal } from "#server/domain/refusal.ts";
import type { Io } from "./types.ts";
import { type Line, lineOf } from "./unread.ts";

/** How many there are of each address. */
class Tally {
  readonly #counts = new Map<string, number>();

  of(address: string): number {
    return this.#counts.get(address) ?? 0;
  }
  come(address: string): void {
    this.#counts.set(address, this.of(address) + 1);
  }
  go(address: string): void {
    const left = this.of(address) - 1;
    if (left > 0) this.#counts.set(address, left);
    else this.#counts.delete(address);
  }
}

/** Counts the sockets of visitors by address, which may be a whole institution's, and refuses one too many. */
export function boundVisitors(limit: number) {
  const open = new Tally();
  return {
    admit(address: string): void {
      if (open.of(address) >= limit)
        throw new Refusal("slow_down", "Too many pages of your address are open already.", {
          ...{ retryAfter: 30, details: { limit } },
        });
    },
    come: (address: string) => open.come(address),
    go: (address: string) => open.go(address),
  };
}

/** Closes connections on which nobody has said yet who they are, where an address has more of them than it may open. */
export function boundUnnamed(io: Io, limit: number, addressOf: (line: Line) => string): void {
  const open = new Tally();
  function closed(this: Line): void {
    if (this.address !== undefined) open.go(this.address);
  }
  io.engine.on("connection", (line: Line) => {
    const address = addressOf(line);
    if (open.of(address) >= limit) return line.close(true);
    open.come(address);
    line.address = address;
    line.on("close", closed);
  });
  io.on("connection", (socket) => {
    const line = lineOf(socket);
    if (line.address === undefined) return;
    open.go(line.address);
    delete line.address;
  });
}
