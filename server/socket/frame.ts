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

/** An answer's text, and what of its frame is the same for whoever gets it. */
interface Encoded {
  text: string;
  bytes: Buffer | null;
}
/** A short one costs less to encode than to find again. */
const longFrom = 16_384;
const encoded = new WeakMap<object, Encoded>();

/**
 * The acknowledgement of a command: "3" in Socket.IO's protocol, then the number its sender gave it. The same long answer to many,
 * as visitors get who come back together, is encoded once and isn't copied for each of them.
 */
export function prepareAnswer(id: number, result: Result<unknown>): Prepared {
  const { text, bytes } = encode(result);
  const start = `3${id}[`;
  return {
    text: start + text,
    options: {
      compress: false,
      wsPreEncodedFrame: bytes
        ? [frame(`4${start}`, bytes.length), bytes]
        : [frame(`4${start}${text}`)],
    },
  };
}

function encode(result: Result<unknown>): Encoded {
  const { value } = result.ok ? result : { value: null };
  const key = typeof value === "object" && value !== null ? value : null;
  const known = key && encoded.get(key);
  if (known) return known;
  const text = `${JSON.stringify(result)}]`;
  if (!key || text.length < longFrom) return { text, bytes: null };
  const made = { text, bytes: Buffer.from(text) };
  encoded.set(key, made);
  return made;
}

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
