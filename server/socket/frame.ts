import { sharedTailOf } from "#server/domain/reading/shared-changes.ts";
import type { Result } from "#shared/refusals.ts";

/** One message to many sockets: encoded once, as Socket.IO's text and as the WebSocket frame around it. */
export interface Prepared {
  text: string;
  /** Engine.IO writes the frame as it is where the transport is a WebSocket. */
  options: { compress: boolean; wsPreEncodedFrame: [Buffer] | [Buffer, Buffer] };
}

/** "2" is an event in Socket.IO's protocol, "4" a message in Engine.IO's. */
export function prepare(name: string, event: unknown): Prepared {
  const text = `2${JSON.stringify([name, event])}`;
  return { text, options: { compress: false, wsPreEncodedFrame: [frame(`4${text}`)] } };
}

/**
 * The acknowledgement of a command: "3" in Socket.IO's protocol, then the number its sender gave it. What the same answer has in
 * it for many, as people get who come back together, is encoded once, and isn't copied for each of them when it is long.
 */
export function prepareAnswer(id: number, result: Result<unknown>): Prepared {
  const { own, shared, bytes } = encode(result);
  const start = `3${id}[${own}`;
  return {
    text: start + shared,
    options: {
      compress: false,
      wsPreEncodedFrame: bytes
        ? [frame(`4${start}`, bytes.length), bytes]
        : [frame(`4${start}${shared}`)],
    },
  };
}

interface Tail {
  shared: string;
  /** The same, where it is long. */
  bytes: Buffer | null;
}
/** A short one costs less to copy than a second piece costs to write. */
const longFrom = 16_384;
const tails = new WeakMap<object, Tail>();

/** An answer in JSON, up to the end of the message: what is in it for this reader alone, and what others get too. */
function encode(result: Result<unknown>): Tail & { own: string } {
  const plain = () => ({ own: `${JSON.stringify(result)}]`, shared: "", bytes: null });
  if (!result.ok || !hasChanges(result.value)) return plain();
  const { changes, ...rest } = result.value;
  const shared = sharedTailOf(changes);
  if (!shared) return plain();
  const start = JSON.stringify({ ok: true, value: rest }).slice(0, -"}}".length);
  const own = changes.slice(0, -shared.length).map((change) => `${JSON.stringify(change)},`);
  return { own: `${start},"changes":[${own.join("")}`, ...tailFor(shared) };
}

/** They end the list, the value, the answer and the message. */
function tailFor(changes: readonly unknown[]): Tail {
  const known = tails.get(changes);
  if (known) return known;
  const shared = `${JSON.stringify(changes).slice("[".length)}}}]`;
  const made = { shared, bytes: shared.length < longFrom ? null : Buffer.from(shared) };
  tails.set(changes, made);
  return made;
}

/** What isn't empty besides. */
const hasChanges = (value: unknown): value is { changes: unknown[]; discussionId: string } =>
  typeof value === "object" &&
  value !== null &&
  "discussionId" in value &&
  "changes" in value &&
  Array.isArray(value.changes);

const finalText = 0x81;

/** An unmasked text frame: in one piece, or the head of one whose other `following` bytes are a second piece. */
function frame(text: string, following = 0): Buffer {
  const own = Buffer.byteLength(text);
  const size = own + following;
  const start = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const piece = Buffer.allocUnsafe(start + own);
  piece[0] = finalText;
  piece[1] = size < 126 ? size : size < 65_536 ? 126 : 127;
  if (start === 4) piece.writeUInt16BE(size, 2);
  if (start === 10) piece.writeBigUInt64BE(BigInt(size), 2);
  piece.write(text, start);
  return piece;
}
