import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { RefusalCode } from "#shared/refusals.ts";

/** What is counted. Everything here may be read by whoever may read /metrics: no names, no ids, no addresses. */
export interface Metrics {
  /** Commands answered with yes. */
  acked: Counter<"door">;
  /** Entries appended to logs. */
  committed: Counter;
  /** Messages given to sockets and event streams, one per receiver. */
  emitted: Counter;
  /** Clients told to join again. */
  resync: Counter<"reason">;
  /** Sockets cut because they left too much unread. */
  queueCuts: Counter;
  refusals: Counter<"door" | "code">;
  /** Times without Redis, where it is used. */
  redisOutages: Counter;
  limiterHits: Counter<"limit">;
  cspReports: Counter;
  sockets: Gauge;
  /** 0 takes everybody in; from 1 on visitors, from 2 participants, at 3 all newcomers are turned away. */
  load: Gauge;
  /** Event streams, which are read over plain HTTP. */
  streams: Gauge;
  /** All of it in Prometheus' text format, and its media type. */
  text(): Promise<{ type: string; body: string }>;
}

/** Memory, processor, garbage collection and event-loop delay are the process's: measured once, whatever is opened in it. */
let ofProcess: Registry | null = null;
function processRegistry(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

export function createMetrics(): Metrics {
  processRegistry();
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Counter<L>({ name: `roundtable_${name}_total`, help, labelNames, registers });
  return {
    acked: counter("acked", "Commands answered with yes.", ["door"]),
    committed: counter("committed", "Entries appended to logs."),
    emitted: counter("emitted", "Messages given to sockets and streams, one per receiver."),
    resync: counter("resync", "Clients told to join again.", ["reason"]),
    queueCuts: counter("queue_cuts", "Sockets cut because they left too much unread."),
    redisOutages: counter("redis_outages", "Times that Redis stopped answering."),
    refusals: counter("refusals", "Commands answered with no.", ["door", "code"]),
    limiterHits: counter("limiter_hits", "Requests that came too often.", ["limit"]),
    cspReports: counter("csp_reports", "Reports of the content security policy."),
    load: new Gauge({
      name: "roundtable_load",
      help: "Whom it turns away: 0 nobody, 1 new visitors, 2 participants too, 3 all.",
      registers,
    }),
    sockets: new Gauge({ name: "roundtable_sockets", help: "Open sockets.", registers }),
    streams: new Gauge({ name: "roundtable_streams", help: "Open event streams.", registers }),
    text: async () => {
      const all = Registry.merge([processRegistry(), registry]);
      return { type: all.contentType, body: await all.metrics() };
    },
  };
}

/** Counts how a command was answered. */
export function countAnswer(
  metrics: Pick<Metrics, "acked" | "refusals" | "limiterHits">,
  { door, limit, code }: { door: string; limit: string; code: RefusalCode | null },
): void {
  if (code === null) return metrics.acked.inc({ door });
  metrics.refusals.inc({ door, code });
  if (code === "slow_down") metrics.limiterHits.inc({ limit });
}
