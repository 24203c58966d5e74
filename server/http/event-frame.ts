import type { Joined } from "#shared/commands/snapshot.ts";
import type { Event } from "#shared/events.ts";
import type { StreamEventName } from "#shared/streams.ts";

/** What each event of a stream carries. */
type Told<N extends StreamEventName> = N extends "feed:joined"
  ? Joined
  : Event<Exclude<N, "feed:joined">>;

/** How far a reader has come: the id of an event, which a browser gives back when it returns. */
export interface Place {
  epoch: string;
  seq: number;
}

/** One event as it goes over the wire, made once for all who read it. */
export interface Frame {
  bytes: Buffer;
  /** Where it takes its reader; null when it moves nobody. */
  to: number | null;
}

interface Extras {
  place?: Place;
  /** Milliseconds after which a browser comes back once the stream ends. */
  retry?: number;
}

export function frame<N extends StreamEventName>(
  name: N,
  told: Told<N>,
  { place, retry }: Extras = {},
): Frame {
  const lines = [
    ...(retry === undefined ? [] : [`retry: ${Math.round(retry)}`]),
    ...(place ? [`id: ${place.epoch}:${place.seq}`] : []),
    `event: ${name}`,
    `data: ${JSON.stringify(told)}`, // has no line breaks of its own
  ];
  return { bytes: Buffer.from(`${lines.join("\n")}\n\n`), to: place?.seq ?? null };
}

/** Only keeps the line from being taken for dead: readers don't see it. */
export const heartbeat: Frame = { bytes: Buffer.from(":\n\n"), to: null };

/** The place in a `Last-Event-ID`; null for an id that isn't one of ours. */
export function readPlace(id: string): Place | null {
  const [, epoch, seq] = /^([\w-]{1,64}):(\d{1,15})$/.exec(id) ?? [];
  return epoch === undefined || seq === undefined ? null : { epoch, seq: Number(seq) };
}
