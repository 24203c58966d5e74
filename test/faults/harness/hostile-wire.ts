import { readFileSync } from "node:fs";
import { type BareSite, codeOf } from "#test/support/bare-site.ts";
import { connect } from "#test/support/doors.ts";
import { type BadFrame, type BadRequest, badFrames, badRequests } from "#test/support/wire-fuzz.ts";
import { type Fate, sendFrames, sendRequests } from "./offender.ts";
import { pause, percentile } from "./wait.ts";

export const residentMb = (pid = 0): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** What an observer felt, what became of what was sent, and what it did to the server. */
export interface Felt extends Fate {
  /** The p99 of an answer before, and meanwhile. */
  quiet: number;
  meanwhile: number;
  unanswered: number;
  grownMb: number;
}

const lines = 8;

/**
 * Bad frames on several lines at once, and a fiftieth as many bad requests, while somebody goes on with real commands. What the
 * process holds is compared after each half: the first lets its heap grow to what such a load needs.
 */
export async function underFire(site: BareSite, count: number, seed: number): Promise<Felt> {
  const { server } = site;
  const half = Math.ceil(count / 2);
  const frames = badFrames(count, seed);
  const requests = badRequests(Math.ceil(count / 50), seed);
  const observer = await observe(site);
  let asked = 0;
  const quiet = await observer.until(() => asked++ >= 100);
  let over = false;
  let held = 0;
  const fire = (async () => {
    const before = await fireAt(server.url, frames.slice(0, half), []);
    held = residentMb(server.child.pid);
    return [...before, ...(await fireAt(server.url, frames.slice(half), requests))];
  })().finally(() => {
    over = true;
  });
  const [fates, meanwhile] = await Promise.all([fire, observer.until(() => over)]);
  await pause(1_000);
  const sum = (of: (fate: Fate) => number) => fates.reduce((all, fate) => all + of(fate), 0);
  return {
    ...{ quiet: percentile(quiet, 99), meanwhile: percentile(meanwhile, 99) },
    ...{ unanswered: observer.end(), grownMb: residentMb(server.child.pid) - held },
    ...{ taken: sum(({ taken }) => taken), closed: sum(({ closed }) => closed) },
    silent: fates.flatMap(({ silent }) => silent),
  };
}

function fireAt(
  url: string,
  frames: readonly BadFrame[],
  requests: readonly BadRequest[],
): Promise<Fate[]> {
  const share = Math.ceil(frames.length / lines);
  const sent = Array.from({ length: lines }, (_, i) =>
    sendFrames(url, frames.slice(i * share, (i + 1) * share)),
  );
  return Promise.all([...sent, sendRequests(url, requests)]);
}

/** Somebody who reads and posts in turns. */
async function observe({ server, token, scene, post }: BareSite) {
  const socket = await connect(server, token);
  const { discussionId } = scene;
  let unanswered = 0;
  let turn = 0;
  const ask = async (): Promise<number> => {
    const began = performance.now();
    const sent: [string, object] =
      turn++ % 5 === 0 ? ["post:create", post()] : ["discussion:read", { discussionId }];
    const answer: unknown = await socket
      .timeout(5_000)
      .emitWithAck(...sent)
      .catch(() => "silence");
    if (typeof codeOf(answer) === "string") unanswered++;
    return performance.now() - began;
  };
  return {
    /** How long each answer took, one after the other until then. */
    async until(isOver: () => boolean): Promise<number[]> {
      const took: number[] = [];
      while (!isOver()) {
        took.push(await ask());
        await pause(10);
      }
      return took;
    },
    /** Closes the line; gives how many questions had no good answer. */
    end(): number {
      socket.close();
      return unanswered;
    },
  };
}

/** A line for the log of the run. */
export const inWords = (seed: number, { taken, closed, quiet, meanwhile, grownMb }: Felt): string =>
  `FC_SEED=${seed}: ${taken} frames and requests taken, ${closed} lines closed; an observer's p99 ${meanwhile.toFixed(1)} ms ` +
  `(${(meanwhile / quiet).toFixed(1)} x quiet); ${grownMb.toFixed(0)} MB more\n`;
