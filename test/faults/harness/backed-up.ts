import { join } from "node:path";
import type { Entry } from "#server/domain/log.ts";
import { editionOf } from "#server/domain/reading/edition.ts";
import { openStore, type StorePlace } from "#server/store/open-store.ts";
import type { Output } from "#shared/commands.ts";
import { beside } from "#test/support/beside.ts";
import { httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import type { Opener } from "#test/support/stores.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import type { Evidence } from "./evidence.ts";
import { aGround, type Ground, gather, publicUrl } from "./ground.ts";
import { aWord, bodyOf, type Line } from "./ledger.ts";
import { aCrowd, aStorm, type Crowd, evidenceOf, type Storm } from "./storm.ts";
import { Supervisor } from "./supervisor.ts";
import { type Span, typed } from "./typed.ts";
import { percentile, until } from "./wait.ts";

type Answer = Awaited<ReturnType<typeof sent>>;
type Ack = Extract<Line, { is: "ack" }>;

export interface BackedUp {
  /** The log that was backed up, as far as it went in the end. */
  original: Entry[];
  /** Of the restored site, after all pages have come back to it. Of acknowledgements only those that came before the backup began. */
  evidence: Evidence;
  before: Ack[];
  /** A post from before the backup and one from after it: how each was answered at first, and by the restored site. */
  early: { first: Answer; again: Answer };
  late: { first: Answer; again: Answer; onceMore: Answer };
  /** What the restored site says to a token from before. */
  oldToken: string;
  /** All that a visitor can read in the restored discussion, as it came over the wire. */
  publicBytes: string;
  /** `held`: of the pages that came back. */
  epochs: { original: string; restored: string; held: (string | undefined)[] };
}

/**
 * People post and moderators hide while a backup is made. Then the site is gone, and a restored one has its address: pages
 * come back to it that are ahead of it.
 */
export async function backedUpInAStorm(
  opener: Opener,
  size: { writers: number; visitors: number; posts: number },
): Promise<BackedUp> {
  const [fresh, empty] = [await opener.open(), await opener.open()];
  for (const { store } of [fresh, empty]) await store.close();
  const ground = await aGround({ place: fresh.place, writers: size.writers, pending: 2 });
  const site = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [site.url], { visitors: size.visitors });
  const [earlyPost, latePost] = [aPost(ground), aPost(ground)];
  const storm = aStorm(crowd);
  await until("posts before the backup", () => storm.acked >= size.posts, 60_000);
  const early = await sent(site, ground.admin.token, earlyPost);
  const before = acksOf(crowd);

  const file = join(tempFolder(), "site.backup");
  const backup = await typed(ground.env, "backup", file);
  const ahead = storm.acked + size.posts / 4;
  await until("posts after the backup", () => storm.acked >= ahead, 60_000);
  const late = await sent(site, ground.admin.token, latePost);
  await storm.stop();
  await site.stop();
  const original = await gather(ground, [], "");

  const restored: Ground = { ...ground, ...over(empty.place, ground) };
  const restore = await typed(restored.env, "restore", file);
  tell(opener, storm, { backup, restore });
  const token = await signInAgain(crowd, restored);
  const restoredSite = await Supervisor.start(restored.env, { port: site.port });
  const oldToken = await sent(restoredSite, ground.admin.token, latePost);
  const again = await sent(restoredSite, token, earlyPost);
  const lateAgain = await sent(restoredSite, token, latePost);
  const onceMore = await sent(restoredSite, token, latePost);
  const publicBytes = await readByThePublic(restoredSite, ground);
  const level = (await gather(restored, [], "")).entries.length;
  await until("all pages back", () => crowd.readers.every(({ seq }) => seq === level), 30_000);
  const evidence = await evidenceOf({ ...crowd, ground: restored }, restoredSite.output, 0);
  await restoredSite.stop();
  return {
    ...{ original: original.entries, before, publicBytes },
    evidence: { ...evidence, ledgers: evidence.ledgers.map((each) => onlyAcks(each, before)) },
    early: { first: early, again },
    late: { first: late, again: lateAgain, onceMore },
    oldToken: oldToken.ok ? "granted" : oldToken.failure.code,
    epochs: {
      original: await epochOf(ground, ground.place),
      restored: await epochOf(ground, restored.place),
      held: crowd.readers.map(({ reading }) => reading?.feed.epoch),
    },
  };
}

const aPost = ({ discussionId, questionId }: Ground) => ({
  ...{ discussionId, questionId, parentId: null, language: "en", body: bodyOf(aWord()) },
  commandId: commandId(),
});
const sent = (at: { url: string }, token: string, post: ReturnType<typeof aPost>) =>
  httpSend(at, token, "post:create", post);

const acksOf = ({ all }: Crowd): Ack[] =>
  all.flatMap(({ ledger }) => ledger.lines.filter((line): line is Ack => line.is === "ack"));
const onlyAcks = <L extends { lines: Line[] }>(ledger: L, acks: readonly Ack[]): L => ({
  ...ledger,
  lines: ledger.lines.filter((line) => line.is !== "ack" || acks.includes(line)),
});

const over = (place: StorePlace, { env }: Ground): Pick<Ground, "place" | "env"> => ({
  place,
  env: {
    ...env,
    ...(place.kind === "sqlite"
      ? { DATA_DIR: place.dataDir }
      : { DATA_DIR: tempFolder(), MONGODB_URI: place.uri }),
  },
});

async function epochOf({ discussionId }: Ground, place: StorePlace): Promise<string> {
  const store = await openStore(place);
  await store.close();
  return editionOf(store.epoch, discussionId);
}

/** Sessions aren't in a backup, so everybody has a token of a new one; gives the admin's. */
async function signInAgain({ all }: Crowd, { place, admin, moderators, writers }: Ground) {
  const side = await beside(place, publicUrl);
  for (const { account } of [...moderators, ...writers]) {
    const token = await side.tokenFor(account);
    for (const client of all)
      if (client.ledger.userId === account.id) client.socket.auth = { token };
  }
  const token = await side.tokenFor(admin.account);
  await side.close();
  return token;
}

/** The page, the snapshot and every post below its windows, without any token. */
async function readByThePublic(at: { url: string }, { discussionId }: Ground): Promise<string> {
  const read = await httpSend(at, null, "discussion:read", { discussionId });
  if (!read.ok) throw new Error(read.failure.message);
  const received: unknown[] = [read.value];
  for (const { questionId, older } of read.value.windows)
    for (let before = older; before !== null; ) {
      const page = await httpSend(at, null, "post:list", {
        ...{ discussionId, questionId, before, limit: 200 },
      });
      if (!page.ok) throw new Error(page.failure.message);
      received.push(page.value);
      before = page.value.window.older;
    }
  const { slug } = slugIn(read.value);
  received.push(await (await fetch(`${at.url}/d/${slug}`)).text());
  return JSON.stringify(received);
}

function slugIn({ changes }: Output<"discussion:read">): { slug: string } {
  for (const change of changes) if (change.kind === "discussion") return change.discussion;
  throw new Error("a discussion");
}

function tell(
  { engine }: Opener,
  { answers }: Storm,
  { backup, restore }: Record<"backup" | "restore", Span>,
) {
  const ms = ({ began, ended }: Span) => (ended - began).toFixed(0);
  const during = answers.filter(({ at }) => at > backup.began && at < backup.ended);
  const outside = answers.filter((each) => !during.includes(each));
  const p99 = (some: Storm["answers"]) =>
    percentile(
      some.map((each) => each.ms),
      99,
    ).toFixed(0);
  process.stdout.write(
    `${engine}: backed up in ${ms(backup)} ms while ${during.length} of ${answers.length} posts came ` +
      `(answers p99 ${p99(during)} ms, else ${p99(outside)} ms); restored in ${ms(restore)} ms\n`,
  );
}
