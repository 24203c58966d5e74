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
  /** One after the other; a long first answer to many is the same piece for each of them. */
  pieces: readonly Buffer[];
  size: number;
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
    "data: ",
  ];
  const head = lines.join("\n");
  const data = dataOf(told);
  const pieces =
    typeof data === "string"
      ? [Buffer.from(`${head}${data}\n\n`)]
      : [Buffer.from(head), data, Buffer.from("\n\n")];
  return framed(pieces, place?.seq ?? null);
}

const framed = (pieces: readonly Buffer[], to: number | null): Frame => ({
  ...{ pieces, to },
  size: pieces.reduce((sum, { length }) => sum + length, 0),
});

/** A short one costs less to encode than to find again. */
const longFrom = 16_384;
const long = new WeakMap<object, Buffer>();

/** As JSON, which has no line breaks of its own. What many visitors get in the same second is encoded once. */
function dataOf(told: object): string | Buffer {
  const known = long.get(told);
  if (known) return known;
  const text = JSON.stringify(told);
  if (text.length < longFrom) return text;
  const bytes = Buffer.from(text);
  long.set(told, bytes);
  return bytes;
}

/** Only keeps the line from being taken for dead: readers don't see it. */
export const heartbeat = framed([Buffer.from(":\n\n")], null);

/** The place in a `Last-Event-ID`; null for an id that isn't one of ours. */
export function readPlace(id: string): Place | null {
  const [, epoch, seq] = /^([\w-]{1,64}):(\d{1,15})$/.exec(id) ?? [];
  return epoch === undefined || seq === undefined ? null : { epoch, seq: Number(seq) };
}
