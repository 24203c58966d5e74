import fc from "fast-check";

interface FrameOptions {
  /** The first byte: whether it is the last piece, reserved bits, and what kind of frame. */
  first?: number;
  masked?: boolean;
  /** The length it says it has. */
  claims?: number;
}

/** A WebSocket frame as a client writes it, or as no client should. */
export function frame(
  payload: Buffer,
  { first = 0x81, masked = true, claims = payload.length }: FrameOptions = {},
): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const body = masked ? payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0)) : payload;
  return Buffer.concat([
    Buffer.from([first]),
    lengthOf(claims, masked),
    masked ? mask : none,
    body,
  ]);
}
const none = Buffer.alloc(0);

function lengthOf(length: number, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0;
  if (length < 126) return Buffer.from([bit | length]);
  if (length < 65_536) return Buffer.from([bit | 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(9);
  long[0] = bit | 127;
  long.writeBigUInt64BE(BigInt(length), 1);
  return long;
}

/** In a hundred pieces at most. */
function inPieces(packet: Buffer): Buffer {
  const size = Math.max(1, Math.ceil(packet.length / 100));
  const pieces: Buffer[] = [];
  for (let i = 0; i < packet.length; i += size) {
    const last = i + size >= packet.length ? 0x80 : 0;
    pieces.push(frame(packet.subarray(i, i + size), { first: (i === 0 ? 0x01 : 0x00) | last }));
  }
  return Buffer.concat(pieces);
}

/** What clients send, to be changed. */
const packets = [
  ...[
    "2",
    "3",
    "40",
    '40{"token":"x"}',
    "41",
    "1",
    "5",
    "6",
    '42["no:such",{}]',
    "2probe",
    "3probe",
  ],
  ...['421["discussion:join",{"discussionId":"x","epoch":null,"since":-1}]', '431[{"ok":true}]'],
  ...['42/other,["post:create",{}]', "40/other,", "40/\u0000,", `40/${"n".repeat(3_000)},`],
  ...['451-["x",{"_placeholder":true,"num":0}]', '451-["x",{"_placeholder":true,"num":-1}]'],
  ...['452-["post:create",{"_placeholder":true,"num":1e9}]', '4599999999999-["x"]', '45-["x"]'],
  ...['450-["no:such"]', '461-0[{"_placeholder":true,"num":0}]', "bAAAA", "b!!!!"],
  ...[
    '42999999999999999999["account:read",{}]',
    '42-1["account:read"]',
    "44{}",
    '44{"message":"x"}',
  ],
  ...[
    '42["post:create",{"__proto__":{"admin":true}}]',
    `42${"[".repeat(500)}`,
    "4",
    "",
    "\ufeff42",
  ],
  ...[
    '42["\\r\\n{\\"level\\":60}",{}]',
    '420["discussion:list",{}]',
    '421["post:create",{"body":1}]',
  ],
  ...[
    '42["disconnect"]',
    '42["connect_error",{}]',
    "42[1e400]",
    '43999["x"]',
    '49["x"]',
    "4\ud800",
  ],
];

/** Of these each gets an answer or is passed over; a line lives on after them. */
const borne = [
  ...['420["no:such",{}]', '421["discussion:join",{"discussionId":"x","epoch":null,"since":-1}]'],
  ...['422["post:create",{"__proto__":{"admin":true}}]', '423["post:create",{"body":1}]', "3"],
  ...['42["\\r\\n{\\"level\\":60}",{}]', '431[{"ok":true}]', '424["discussion:list",null,{},[]]'],
  ...['42999999999["account:read",{}]', `425["no:such","${"x".repeat(5_000)}"]`],
];

/** One frame's bytes; after one that isn't whole no other can be told from it, so it is the last on its line. */
export interface BadFrame {
  bytes: Buffer;
  last: boolean;
}

type Change = (packet: Buffer, place: number, byte: number) => Buffer;
const withByte: Change = (packet, place, byte) =>
  Buffer.concat([packet.subarray(0, place), Buffer.from([byte]), packet.subarray(place + 1)]);

const mild: readonly Change[] = [
  (packet) => frame(packet),
  // In pieces, with a heartbeat between them.
  (packet, place) =>
    Buffer.concat([
      ...[frame(packet.subarray(0, place), { first: 0x01 }), frame(none, { first: 0x89 })],
      frame(packet.subarray(place), { first: 0x80 }),
    ]),
  inPieces,
  // Heartbeats in numbers, and answers to none.
  (_, __, byte) => Buffer.concat(Array(byte).fill(frame(none, { first: 0x89 }))),
  (packet) => frame(packet.subarray(0, 100), { first: 0x8a }),
];

const wild: readonly Change[] = [
  ...mild,
  (packet, place, byte) => frame(withByte(packet, place, byte)),
  (packet, place) => frame(packet.subarray(0, place)),
  (packet) => frame(Buffer.concat([packet, packet])),
  (packet) => frame(packet, { first: 0x82 }),
  // A heartbeat larger than one may be.
  (packet) => frame(packet, { first: 0x89 }),
  (packet, _, byte) => frame(packet, { first: byte }),
  (packet) => frame(packet, { masked: false }),
  // Text that isn't UTF-8, cut off within a character.
  (packet, _, byte) => frame(Buffer.concat([packet, Buffer.from([0xf0, 0x9f, byte])])),
  (_, place, byte) => frame(Buffer.from([place, byte]), { first: 0x88 }),
  (packet, place) => frame(Buffer.concat([packet.subarray(0, place), Buffer.alloc(70_000, 0x5b)])),
];
const cuts: readonly Change[] = [
  (packet, place) => frame(packet).subarray(0, place + 1),
  (packet, _, byte) => frame(packet, { claims: packet.length + byte + 1 }),
  (packet) => frame(packet, { claims: 2 ** 52 }),
];

const badFrame: fc.Arbitrary<BadFrame> = fc
  .record({
    what: fc.oneof(
      { weight: 90, arbitrary: fc.tuple(fc.constantFrom(...borne), fc.constantFrom(...mild)) },
      { weight: 30, arbitrary: fc.tuple(fc.constantFrom(...packets), fc.constantFrom(...wild)) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...packets), fc.constantFrom(...cuts)) },
    ),
    ...{ at: fc.nat(200), byte: fc.nat(255) },
  })
  .map(({ what: [packet, change], at, byte }) => {
    const bytes = Buffer.from(packet);
    return {
      bytes: change(bytes, at % Math.max(1, bytes.length), byte),
      last: cuts.includes(change),
    };
  });

/** The same frames for the same seed. */
export const badFrames = (count: number, seed: number): BadFrame[] =>
  fc.sample(badFrame, { numRuns: count, seed });

/** What is asked of Socket.IO's address over HTTP: how it begins, what it says, and what is written into a session. */
export type BadRequest =
  | { kind: "handshake" | "upgrade"; query: string }
  | { kind: "polling"; body: string };

const query = fc
  .record({
    version: fc.constantFrom(
      "4",
      "3",
      "-1",
      "99999999999999999999",
      "",
      "4&EIO=3",
      "%00",
      "__proto__",
    ),
    transport: fc.constantFrom(
      "polling",
      "websocket",
      "webtransport",
      "constructor",
      "",
      "%ff",
      "a&transport=b",
    ),
    rest: fc.constantFrom(
      "",
      "&sid=x",
      "&sid=__proto__",
      "&sid=%F0%9F",
      "&j=0",
      "&b64=1",
      `&t=${"t".repeat(5_000)}`,
    ),
  })
  .map(({ version, transport, rest }) => `EIO=${version}&transport=${transport}${rest}`);

const badRequest: fc.Arbitrary<BadRequest> = fc.oneof(
  fc.record({ kind: fc.constantFrom("handshake" as const, "upgrade" as const), query }),
  fc
    .array(fc.constantFrom(...packets), { minLength: 1, maxLength: 20 })
    .chain((some) => fc.constantFrom(some.join("\u001e"), some.join(""), some.join("\u001e\u001e")))
    .map((body) => ({ kind: "polling" as const, body })),
);

export const badRequests = (count: number, seed: number): BadRequest[] =>
  fc.sample(badRequest, { numRuns: count, seed });
