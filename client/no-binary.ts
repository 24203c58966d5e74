/** In the place of what Socket.IO's parser does for bytes: this protocol has none, and a server that sent some would be another one's. */
export const isBinary = (): boolean => false;
export const hasBinary = (): boolean => false;

const none = (): never => {
  throw new Error("Nothing of this protocol is binary.");
};
export const deconstructPacket = (): never => none();
export const reconstructPacket = (): never => none();
/** Of bytes that came in letters nothing is left, and what that was the end of is none of this protocol: the line is closed. */
export const decode = (): ArrayBuffer => new ArrayBuffer(0);
