/** One message to many sockets: encoded once, as Socket.IO's text and as the WebSocket frame around it. */
export interface Prepared {
  text: string;
  /** Engine.IO writes the frame as it is where the transport is a WebSocket. */
  options: { compress: boolean; wsPreEncodedFrame: [Buffer] };
}

/** "2" is an event in Socket.IO's protocol, "4" a message in Engine.IO's. */
export function prepare(name: string, event: unknown): Prepared {
  const text = `2${JSON.stringify([name, event])}`;
  return { text, options: { compress: false, wsPreEncodedFrame: [frame(`4${text}`)] } };
}

const finalText = 0x81;

/** An unmasked text frame in one piece: two pieces would be two writes for each receiver. */
function frame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const start = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const whole = Buffer.allocUnsafe(start + size);
  whole[0] = finalText;
  whole[1] = size < 126 ? size : size < 65_536 ? 126 : 127;
  if (start === 4) whole.writeUInt16BE(size, 2);
  if (start === 10) whole.writeBigUInt64BE(BigInt(size), 2);
  whole.write(text, start);
  return whole;
}
