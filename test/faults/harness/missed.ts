import type { Joined } from "#shared/commands/snapshot.ts";
import type { LedgerClient } from "./client.ts";
import type { Finding } from "./evidence.ts";
import { aGround } from "./ground.ts";
import { readPacket } from "./ledger.ts";
import { aCrowd, findingsOf } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";
import { percentile, until } from "./wait.ts";

export interface Missed {
  findings: Finding[];
  /** How each of those who had been away was answered when they joined again. */
  modes: Joined["mode"][];
  /** From the line being up to being level, in ms. */
  longest: number;
}

/** Two visitors and a moderator are away while `count` posts come, some of them hidden again. */
export async function missed(count: number): Promise<Missed> {
  const ground = await aGround({ moderators: 2, writers: 5 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url]);
  const [gone, hiding] = crowd.moderators;
  if (!gone || !hiding) throw new Error("two moderators");
  const away = [gone, ...crowd.readers.filter(({ ledger }) => ledger.userId === null)];
  for (const client of away) client.leave();

  // One act on the log is one entry: each post that comes and is hidden makes two.
  const hidden = Math.floor(count / 10);
  let left = count - hidden;
  const write = async (writer: LedgerClient) => {
    while (left-- > 0) {
      const { result } = await writer.post(ground.questionId);
      if (result.ok && left % 10 === 0 && hides-- > 0)
        await hiding.act("post:hide", { postId: result.value.postId, reason: "spam" });
    }
  };
  let hides = hidden;
  await Promise.all(crowd.writers.flatMap((writer) => [write(writer), write(writer)]));
  const head = Math.max(...crowd.writers.map(({ ledger }) => lastSeq(ledger.lines)));

  const times = await Promise.all(away.map((client) => levelAfterReturn(client, head)));
  const findings = await findingsOf(crowd, server.output);
  await server.stop();
  const longest = percentile(times, 100);
  process.stdout.write(`away for ${count} entries: level again ${longest.toFixed(0)} ms after\n`);
  return { findings, modes: away.map(lastJoin), longest };
}

async function levelAfterReturn(client: LedgerClient, head: number): Promise<number> {
  const connected = client.connectedAt.length;
  client.socket.connect();
  await until("the line is up", () => client.connectedAt.length > connected);
  const began = performance.now();
  await until("level again", () => client.seq >= head);
  return performance.now() - began;
}

const lastSeq = (lines: readonly { is: string; seq?: number }[]): number =>
  Math.max(0, ...lines.map(({ seq = 0 }) => seq));

/** How its last join was answered. */
export function lastJoin({ ledger }: LedgerClient): Joined["mode"] {
  for (const line of ledger.lines.toReversed()) {
    const packet = line.is === "recv" ? readPacket(line.raw) : null;
    if (packet?.is !== "answer") continue;
    const { value } = packet.answer as { value?: Partial<Joined> };
    if (value?.mode) return value.mode;
  }
  throw new Error(`${ledger.client} never joined`);
}
