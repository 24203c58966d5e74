import { totalmem } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Load } from "#server/domain/load.ts";

/** What weighs, in words for /health/ready. */
export type Weighing = "ok" | "memory" | "event loop";

export interface LoadWatch {
  level(): Load;
  weighing(): Weighing;
  stop(): void;
}

const lookMs = 1_000;
/** Parts of the memory there is. */
const memorySteps = [0.8, 0.88, 0.95] as const;
/** Milliseconds that half of all turns of the event loop came late by. */
const delaySteps = [300, 600, 1_200] as const;

const stepOf = (value: number, [first, second, third]: readonly [number, number, number]): Load =>
  value >= third ? 3 : value >= second ? 2 : value >= first ? 1 : 0;

/** The level for these figures, and which of them made it. */
export function weigh(memory: number, delayMs: number): { level: Load; weighing: Weighing } {
  const [byMemory, byDelay] = [stepOf(memory, memorySteps), stepOf(delayMs, delaySteps)];
  if (byMemory === 0 && byDelay === 0) return { level: 0, weighing: "ok" };
  return byMemory >= byDelay
    ? { level: byMemory, weighing: "memory" }
    : { level: byDelay, weighing: "event loop" };
}

/** Looks once a second; a heavier moment counts at once, a lighter one when it lasts for a second look. */
export function watchLoad(): LoadWatch {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let [now, before] = [weigh(0, 0), weigh(0, 0)];
  const look = () => {
    before = now;
    const late = delay.percentile(50) / 1e6;
    now = weigh(memoryShare(), delay.count === 0 ? lookMs : late);
    delay.reset();
  };
  const timer = setInterval(look, lookMs);
  timer.unref();
  const heavier = () => (now.level >= before.level ? now : before);
  return {
    level: () => heavier().level,
    weighing: () => heavier().weighing,
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** Of the heap's limit, or of what the machine or its control group gives, whichever is nearer its end. */
function memoryShare(): number {
  const { used_heap_size, heap_size_limit } = getHeapStatistics();
  const constrained = process.constrainedMemory();
  const limit = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.max(resident() / limit, used_heap_size / heap_size_limit);
}

let lastResident = 0;
/** Asked of a file of the system: where no descriptor is left to open it, what it was before stands. */
function resident(): number {
  try {
    lastResident = process.memoryUsage.rss();
  } catch {
    return lastResident;
  }
  return lastResident;
}
