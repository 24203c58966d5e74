import type { Opener } from "#test/support/stores.ts";
import type { Finding } from "./evidence.ts";
import { aGround, fill } from "./ground.ts";
import { aCrowd, aStorm, findingsOf } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";
import { pause, percentile, until } from "./wait.ts";

export interface Killed {
  findings: Finding[];
  /** From each new process listening to the first acknowledgement, in ms. */
  firstAcks: number[];
  /** How long each line was down, in ms. */
  away: number[];
}

/** The only server is killed again and again while people post, and started again each time. */
export async function killedInAStorm(
  { engine, open }: Opener,
  size: { kills: number; everyMs: number; writers: number; visitors: number; posts?: number },
): Promise<Killed> {
  const fresh = await open();
  await fresh.store.close();
  const ground = await aGround({ place: fresh.place, writers: size.writers, pending: 2 });
  if (size.posts) await fill(ground, size.posts);
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url], { visitors: size.visitors });
  const storm = aStorm(crowd);
  const firstAcks: number[] = [];
  for (let kill = 0; kill < size.kills; kill++) {
    const before = storm.acked;
    await pause(size.everyMs);
    await until("posts between two kills", () => storm.acked > before);
    await server.killAndRestart();
    const listens = performance.now();
    const acked = storm.acked;
    await until("a post after the start", () => storm.acked > acked, 20_000);
    firstAcks.push(performance.now() - listens);
  }
  await storm.stop();
  const findings = await findingsOf(crowd, server.output);
  const away = crowd.all.flatMap(({ droppedAt, connectedAt }) =>
    droppedAt.flatMap((at) => {
      const back = connectedAt.find((each) => each > at);
      return back === undefined ? [] : [back - at];
    }),
  );
  await server.stop();
  const shown = (values: number[], p: number) => percentile(values, p).toFixed(0);
  process.stdout.write(
    `${engine}: killed ${size.kills} times among ${storm.acked} posts: first answer after a start ` +
      `${shown(firstAcks, 50)} ms (longest ${shown(firstAcks, 100)}), lines down p99 ${shown(away, 99)} ms\n`,
  );
  return { findings, firstAcks, away };
}
