import type { PostId } from "#shared/ids.ts";
import { check } from "./check.ts";
import { LedgerClient } from "./client.ts";
import type { Evidence, Finding } from "./evidence.ts";
import { type Ground, gather } from "./ground.ts";
import { aWord } from "./ledger.ts";
import { pause, until } from "./wait.ts";

/** Everybody in a discussion: those who write, those who moderate, and those who only read. */
export interface Crowd {
  ground: Ground;
  writers: LedgerClient[];
  moderators: LedgerClient[];
  /** Visitors and a participant who follow, and all moderators: whose readings are compared at the end. */
  readers: LedgerClient[];
  all: LedgerClient[];
}

/** `urls` are the servers, or proxies before them: people spread over them. */
export async function aCrowd(
  ground: Ground,
  urls: readonly string[],
  { visitors = 2 }: { visitors?: number } = {},
): Promise<Crowd> {
  const { discussionId } = ground;
  let n = 0;
  const next = () => ({ discussionId, url: urls[n++ % urls.length] ?? "" });
  const moderators = ground.moderators.map(
    (person, i) => new LedgerClient(`moderator ${i}`, { ...next(), person, moderates: true }),
  );
  const watching = Array.from(
    { length: visitors },
    (_, i) => new LedgerClient(`visitor ${i}`, { ...next(), person: null }),
  );
  const writers = ground.writers.map(
    (person, i) => new LedgerClient(`writer ${i}`, { ...next(), person }),
  );
  const [author] = writers; // also follows: its own pending posts are told to it alone
  const readers = [...moderators, ...watching, ...(author ? [author] : [])];
  for (const reader of readers) await reader.follow();
  await Promise.all(writers.slice(1).map((writer) => writer.connect()));
  return { ground, writers, moderators, readers, all: [...moderators, ...watching, ...writers] };
}

export interface Storm {
  /** Posts acknowledged so far. */
  readonly acked: number;
  /** When each acknowledgement came, and how long it had taken, in ms. */
  readonly answers: { at: number; ms: number }[];
  /** No new posts; resolves when every intent has its answer. */
  stop(): Promise<void>;
}

interface Strength {
  /** Of each writer, between an answer and the next post. */
  pauseMs?: number;
  /** Of each moderator, between two acts. */
  moderateMs?: number;
  /** Told of each acknowledged post, and when it was sent. */
  posted?(postId: PostId, sentAt: number): void;
}

/** Writers post one after the other; moderators hide what came, with a note that nobody else may read. */
export function aStorm(
  { ground, writers, moderators }: Crowd,
  { pauseMs = 5, moderateMs = 60, posted }: Strength = {},
): Storm {
  let going = true;
  const answers: Storm["answers"] = [];
  const fresh: PostId[] = [];
  const write = async (writer: LedgerClient) => {
    while (going) {
      const began = performance.now();
      const { result } = await writer.post(ground.questionId);
      if (!result.ok) throw new Error(`A post was refused: ${JSON.stringify(result.failure)}`);
      answers.push({ at: performance.now(), ms: performance.now() - began });
      posted?.(result.value.postId, began);
      fresh.push(result.value.postId);
      await pause(pauseMs);
    }
  };
  const moderate = async (moderator: LedgerClient) => {
    while (going) {
      await pause(moderateMs);
      const postId = fresh.shift();
      fresh.splice(0, Math.max(0, fresh.length - 50));
      if (postId) await moderator.act("post:hide", { postId, reason: "spam", note: aWord() });
    }
  };
  const work = Promise.all([...writers.map(write), ...moderators.map(moderate)]);
  work.catch(() => undefined); // told by `stop`
  return {
    answers,
    get acked() {
      return answers.length;
    },
    async stop() {
      going = false;
      await work;
    },
  };
}

/** Waits for quiet, and checks everything that was promised. */
export async function findingsOf(crowd: Crowd, output: string, ms = 20_000): Promise<Finding[]> {
  return check(await evidenceOf(crowd, output, ms));
}

export async function evidenceOf(crowd: Crowd, output: string, ms = 20_000): Promise<Evidence> {
  const acked = crowd.all.flatMap(({ ledger }) => ledger.lines.map(seqOf));
  const head = Math.max(...acked, ...crowd.readers.map(({ seq }) => seq));
  const level = () => crowd.readers.every((reader) => reader.seq >= head);
  // Whoever doesn't get there is a finding, told by the checker with what is missing.
  await until("all readers level", level, ms).catch(() => undefined);
  await pause(100);
  const evidence = await gather(crowd.ground, crowd.all, output);
  for (const client of crowd.all) client.close();
  return evidence;
}
const seqOf = (line: { is: string; seq?: number }): number => line.seq ?? 0;
