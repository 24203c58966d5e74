import type { Opener } from "#test/support/stores.ts";
import { check } from "./check.ts";
import { LedgerClient } from "./client.ts";
import type { Finding } from "./evidence.ts";
import { aGround } from "./ground.ts";
import { aCrowd, evidenceOf } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";
import { pause, percentile, until } from "./wait.ts";

export interface Muted {
  findings: Finding[];
  /** Posts of the target that were granted. */
  posts: number;
  refused: number;
  /** From the mute's answer to the target's own page showing it, in ms. */
  shown: number[];
}

interface Rounds {
  rounds: number;
  nodes: number;
  /** Whether pages are open on all of them, or on the moderator's only. */
  pagesEverywhere?: boolean;
  env?: Record<string, string>;
  /** Done once everybody is there. */
  then?(): Promise<void>;
}

/** Somebody posts on every process at once and is muted, again and again; no post of theirs may follow a mute. */
export async function muteRounds({ open }: Opener, how: Rounds): Promise<Muted> {
  const { rounds, nodes: count, pagesEverywhere = false, env = {} } = how;
  const fresh = await open();
  await fresh.store.close();
  const ground = await aGround({ place: fresh.place, env });
  const { discussionId, questionId } = ground;
  const nodes = await Promise.all(
    Array.from({ length: count }, () => Supervisor.start(ground.env)),
  );
  const urls = nodes.map(({ url }) => url);
  const crowd = await aCrowd(ground, pagesEverywhere ? urls : urls.slice(0, 1));
  const [target] = crowd.writers;
  const [moderator] = crowd.moderators;
  const [person] = ground.writers;
  if (!target || !moderator || !person) throw new Error("a target and a moderator");
  const hands = await Promise.all(
    nodes.map(({ url }, i) =>
      new LedgerClient(`hand ${i}`, { url, discussionId, person }).connect(),
    ),
  );
  crowd.all.push(...hands);
  await how.then?.();
  let going = true;
  let posts = 0;
  let refused = 0;
  const work = hands.map(async (hand) => {
    while (going) {
      const { result } = await hand.post(questionId);
      if (result.ok) posts++;
      else if (result.failure.code === "muted") refused++;
      else throw new Error(JSON.stringify(result.failure));
      await pause(10);
    }
  });
  const userId = person.account.id;
  const isMuted = () => Boolean(target.reading?.feed.members.get(userId)?.mute);
  const shown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = { posts, refused };
    await until("a post between two mutes", () => posts > before.posts);
    const soon = new Date(Date.now() + 600_000).toISOString();
    await moderator.act("member:mute", { userId, reason: "spam", until: soon });
    const began = performance.now();
    await until("a refusal after the mute", () => refused > before.refused);
    await until("the muted person's page shows it", isMuted);
    shown.push(performance.now() - began);
    await moderator.act("member:unmute", { userId });
    await until("the page shows that it is over", () => !isMuted());
  }
  going = false;
  await Promise.all(work);
  const evidence = await evidenceOf(crowd, nodes.map(({ output }) => output).join("\n"));
  await Promise.all(nodes.map((node) => node.stop()));
  process.stdout.write(
    `${rounds} mutes on ${count} processes: ${posts} posts, ${refused} refused, ` +
      `shown to the muted p99 ${percentile(shown, 99).toFixed(0)} ms\n`,
  );
  return { findings: check(evidence), posts, refused, shown };
}
