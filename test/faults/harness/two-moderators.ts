import type { Opener } from "#test/support/stores.ts";
import { check } from "./check.ts";
import type { Evidence, Finding } from "./evidence.ts";
import { aGround } from "./ground.ts";
import { aWord } from "./ledger.ts";
import { aCrowd, evidenceOf } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";

export interface Race {
  findings: Finding[];
  /** How the two of each round were answered, in order of the alphabet. */
  outcomes: string[];
  /** Entries of the log that hid, restored, approved or rejected a post. */
  entries: number;
}

/** Two moderators, each on a process of their own, decide the same thing about the same post at the same moment. */
export async function twoModerators(
  { open }: Opener,
  rounds: number,
  env: Record<string, string> = {},
): Promise<Race> {
  const fresh = await open();
  await fresh.store.close();
  const ground = await aGround({ place: fresh.place, moderators: 2, env });
  const nodes = await Promise.all([Supervisor.start(ground.env), Supervisor.start(ground.env)]);
  const crowd = await aCrowd(
    ground,
    nodes.map(({ url }) => url),
  );
  const [one, other] = crowd.moderators;
  const posted = await crowd.writers[0]?.post(ground.questionId);
  if (!one || !other || !posted?.result.ok) throw new Error("two moderators and a post");
  const { postId } = posted.result.value;
  const outcomes: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const name = round % 2 === 0 ? "post:hide" : "post:restore";
    const input = () =>
      name === "post:hide" ? { postId, reason: "spam", note: aWord() } : { postId };
    const results = await Promise.all([one.act(name, input()), other.act(name, input())]);
    outcomes.push(
      results
        .map((result) =>
          result.ok ? "done" : `${result.failure.code} ${result.failure.details?.state}`,
        )
        .sort()
        .join(", "),
    );
  }
  const evidence = await evidenceOf(crowd, nodes.map(({ output }) => output).join("\n"));
  await Promise.all(nodes.map((node) => node.stop()));
  return { findings: check(evidence), outcomes, entries: moderating(evidence) };
}

const moderating = ({ entries }: Evidence): number =>
  entries.filter(({ events }) =>
    events.some(({ type }) => type === "post:hidden" || type === "post:restored"),
  ).length;
