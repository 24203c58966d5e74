import { connect } from "node:net";

/**
 * Has ClamAV's daemon look through what people send: `SCANNER=deploy/clamd-scanner.mjs`. Where it listens is `CLAMD_HOST` and
 * `CLAMD_PORT`, else port 3310 of this machine. Its `StreamMaxLength` must be 20 MB or more.
 */
const host = process.env.CLAMD_HOST ?? "127.0.0.1";
const port = Number(process.env.CLAMD_PORT ?? 3310);

/** Each piece goes with its length before it; one without any is the end. */
function* streamOf(bytes) {
  yield Buffer.from("zINSTREAM\0");
  for (let at = 0; at < bytes.length; at += 65_536) {
    const piece = bytes.subarray(at, at + 65_536);
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

function lengthOf(count) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(count);
  return length;
}

export default {
  /** The name of what was found, or null. */
  scan({ bytes, signal }) {
    return new Promise((done, fail) => {
      const socket = connect({ host, port, signal });
      let answer = "";
      socket.setEncoding("latin1");
      socket.on("connect", () => {
        for (const piece of streamOf(bytes)) socket.write(piece);
      });
      socket.on("data", (text) => {
        answer += text;
      });
      socket.on("error", fail);
      socket.on("close", () => {
        const [, found] = /^stream: (.+) FOUND\0?$/.exec(answer.trim()) ?? [];
        if (found) done(found);
        else if (/^stream: OK\0?$/.test(answer.trim())) done(null);
        else fail(new Error(`clamd said: ${answer.slice(0, 200) || "nothing"}`));
      });
    });
  },
};
