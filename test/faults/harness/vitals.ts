import { readdirSync, readFileSync } from "node:fs";
import { pause } from "./wait.ts";

/** How much of the machine a process holds (I8). */
export interface Vitals {
  /** Resident memory in MB. */
  rss: number;
  files: number;
}

export function vitals(pid: number): Vitals {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { rss: Number(kilobytes ?? 0) / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

const near = (now: number, then: number) => now <= then * 1.1;

/** Waits until a process holds no more than a tenth above what it held, at most a minute; answers what it holds then. */
export async function backTo(pid: number, before: Vitals): Promise<Vitals> {
  for (const end = performance.now() + 60_000; ; await pause(1_000)) {
    const now = vitals(pid);
    if (near(now.rss, before.rss) && near(now.files, before.files)) return now;
    if (performance.now() > end) return now;
  }
}

/** How a server answered to those who look after it, again and again until stopped. */
export class HealthWatch {
  /** Of /health/ready and /health/live: status (0 for none) and how long it took, in ms. */
  readonly seen: { at: number; ready: number; live: number; liveMs: number }[] = [];
  readonly #work: Promise<void>;
  #going = true;

  constructor(url: string, everyMs = 100) {
    const ask = (path: string) =>
      fetch(`${url}/health/${path}`, { signal: AbortSignal.timeout(5_000) }).then(
        ({ status }) => status,
        () => 0,
      );
    const look = async () => {
      while (this.#going) {
        const at = performance.now();
        const live = await ask("live");
        const liveMs = performance.now() - at;
        this.seen.push({ at, live, liveMs, ready: await ask("ready") });
        await new Promise((later) => setTimeout(later, everyMs));
      }
    };
    this.#work = look();
  }

  async stop(): Promise<this> {
    this.#going = false;
    await this.#work;
    return this;
  }

  /** When, after `since`, it first was ready or not, in ms; null when it never was. */
  firstReady(status: number, since: number): number | null {
    const found = this.seen.find(({ at, ready }) => at >= since && ready === status);
    return found === undefined ? null : found.at - since;
  }
}
