import { collecting } from "#test/bench/load/processes.ts";
import { Readers } from "#test/bench/load/readers.ts";
import { bodyOf, type Site } from "#test/bench/load/sites.ts";
import { built } from "#test/support/server-process.ts";
import type { Person } from "./client.ts";
import type { Finding } from "./evidence.ts";
import { aGround, movedOn, renewTokens } from "./ground.ts";
import { aWord } from "./ledger.ts";
import { LiveWatch } from "./live-watch.ts";
import { aCrowd, type Crowd, findingsOf } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";
import { type Vitals, vitals } from "./vitals.ts";
import { pause } from "./wait.ts";

/** One server, a few people whose ledgers are kept, and room for thousands of readers who only count what they see. */
export interface Hall {
  crowd: Crowd;
  server: Supervisor;
  readers: Readers;
  /** Others than those who write. */
  people: Person[];
}

const writing = 5;

export async function aHall(people: number, readers = 2): Promise<Hall> {
  const ground = await aGround({ writers: writing + people, pending: 0 });
  const others = ground.writers.splice(writing);
  const env = { ...ground.env, HOST: "127.0.0.1" };
  const server = await Supervisor.start(env, { program: [...collecting, ...built] });
  const crowd = await aCrowd(ground, [addressOf(server)]);
  return { crowd, server, people: others, readers: new Readers(readers) };
}

/** Another server of the same site, and people at work on it in a discussion of their own. */
export async function nextDoor({ crowd: { ground } }: Hall) {
  const server = await Supervisor.start({ ...ground.env, HOST: "127.0.0.1" });
  const watch = await LiveWatch.open(await movedOn(ground), { url: addressOf(server) });
  return {
    watch,
    /** Gives what is held against it. */
    close: async () => {
      const findings = await watch.findings(server);
      await server.stop();
      return findings;
    },
  };
}

/** Readers come from several addresses of version 4. */
const addressOf = ({ port }: Supervisor) => `http://127.0.0.1:${port}`;

/** Lets them in; resolves when all are in the room, after so many ms. */
export const letIn = (
  { readers, server, crowd }: Hall,
  who: readonly (Person | null)[],
): Promise<number> =>
  readers.open({
    ...{ url: addressOf(server), discussionId: crowd.ground.discussionId, held: null },
    ...{ readers: who.length, tokens: who.map((person) => person?.token ?? null) },
  });

/** As many visitors again as there are people. */
export const andVisitors = (people: readonly Person[]): (Person | null)[] =>
  people.flatMap((person) => [person, null]);

/** Posts that readers recognise; where `hiding`, one in ten is hidden when everybody has had it. */
export function writingIn(
  { crowd }: Hall,
  { hiding = true } = {},
): Pick<Site, "post"> & { hidden(): Promise<unknown> } {
  const { ground, writers, moderators } = crowd;
  const hides: Promise<unknown>[] = [];
  const hide = async (postId: string) => {
    await pause(3_000);
    await moderators[0]?.act("post:hide", { postId, reason: "spam", note: aWord() });
  };
  return {
    post: async (writer, index) => {
      const body = bodyOf(index).replace("<p>", `<p>${aWord()} `);
      const posted = await writers[writer % writing]?.post(ground.questionId, { body });
      if (!posted?.result.ok) throw new Error(`A post was refused: ${JSON.stringify(posted)}`);
      if (hiding && index % 10 === 0) hides.push(hide(posted.result.value.postId));
    },
    hidden: () => Promise.all(hides),
  };
}

/** What it holds once its garbage is collected. */
export async function settled(server: Supervisor): Promise<Vitals> {
  server.signal("SIGUSR2");
  await pause(1_500);
  return vitals(server.pid);
}

/** The most memory it held while watched, in MB. */
export function watchPeak(server: Supervisor): { peak(): number; stop(): number } {
  let peak = 0;
  const look = () => {
    if (!server.process.over) peak = Math.max(peak, vitals(server.pid).rss);
  };
  const timer = setInterval(look, 500);
  return {
    peak: () => peak,
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Everybody goes, with a new token, to another discussion; what the ledgers of the one before hold against the server. */
export async function moveOn(hall: Hall): Promise<Finding[]> {
  const { crowd, server, readers, people } = hall;
  await readers.close();
  const findings = await findingsOf(crowd, server.output, 60_000);
  const { ground } = crowd;
  await renewTokens({ ...ground, writers: [...ground.writers, ...people] }, Date.now());
  hall.crowd = await aCrowd(await movedOn(ground), [addressOf(server)]);
  return findings;
}

/** Everybody leaves; what the ledgers hold against the server. */
export async function closeHall({ crowd, server, readers }: Hall): Promise<Finding[]> {
  readers.end();
  const findings = await findingsOf(crowd, server.output, 60_000);
  await server.stop();
  return findings;
}

/** In one line, with one digit after the point. */
export const figures = (run: object): string =>
  JSON.stringify(run, (_, value) =>
    typeof value === "number" ? Math.round(10 * value) / 10 : value,
  );
