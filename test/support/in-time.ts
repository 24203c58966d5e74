import { expect } from "vitest";

/**
 * How many times slower than alone this process gets on at the moment: the time a fixed piece of work takes over the processor's
 * time it needs. About 1 on a machine that does nothing else.
 */
function weight(): number {
  const [began, before] = [performance.now(), process.cpuUsage()];
  let used = 0;
  while (used < 100_000) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
  return Math.max(1, ((performance.now() - began) * 1_000) / used);
}

/** A time is below its bound, or below as many times of it as the machine is slower while others use it too. */
export function inTime(ms: number, bound: number, what?: string): void {
  if (ms >= bound) expect(ms, what).toBeLessThan(bound * weight());
}

/** The processor's time, in ms, that the longest turn of the event loop took while something was done: what others do counts little. */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let going = true;
  let before = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
    before = process.cpuUsage();
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  going = false;
  return longest;
}
