import { expect, test } from "vitest";
import { steadily } from "#test/bench/load/steadily.ts";
import { median } from "#test/bench/row.ts";
import {
  aHall,
  andVisitors,
  closeHall,
  figures,
  type Hall,
  letIn,
  moveOn,
  settled,
  writingIn,
} from "#test/faults/harness/hall.ts";
import { figure } from "#test/faults/harness/overload.ts";

/** Shorter for a try, which prints figures but can't judge memory: `SOAK_MINUTES=10 npm run test:soak`. */
const minutes = Number(process.env.SOAK_MINUTES ?? 40);
const load = { readers: 1_000, perSecond: 20, churn: 20, minutesEach: 5 };
/** Minutes. The texts held in memory, which have a bound, take eighteen to reach it; what follows has to be long enough to tell a slope from what collections leave to chance. */
const warmUp = 20;

interface Sample {
  minute: number;
  /** MB, with the garbage collected. */
  rss: number;
  files: number;
  /** Without what the posts weigh that a process holds on purpose. */
  bare: number;
  /** Of the event loop's delay, in ms: the p99 of that minute. */
  late: number;
}

/** A post in memory, as the README's table of sizes has it, in MB; and how long an idle discussion is held, in minutes. */
const postMb = 65 / 100_000;
const heldFor = 10 + 1;

test("F33: readers who come and go and twenty posts a second leaves nothing behind", async () => {
  const hall = await aHall(load.readers / 2);
  const samples: Sample[] = [];
  const posted: number[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (minute % load.minutesEach === 0) {
      if (minute > 0) expect(await moveOn(hall)).toEqual([]);
      await letIn(hall, andVisitors(hall.people));
    }
    posted.push(await aMinute(hall));
    const late = (await figure(hall.server, "nodejs_eventloop_lag_p99_seconds")) * 1_000;
    const { rss, files } = await settled(hall.server);
    await figure(hall.server, "nodejs_eventloop_lag_p99_seconds"); // the collection's own pause isn't counted
    const held = posted.slice(-heldFor).reduce((sum, count) => sum + count, 0);
    const sample = { minute, rss, files, bare: rss - held * postMb, late };
    samples.push(sample);
    process.stdout.write(`${figures({ ...sample, posts: posted.at(-1) })}\n`);
    await hall.readers.forget();
  }
  const warm = samples.slice(warmUp);
  const slope = 10 * middleSlope(warm.map(({ minute, bare }) => [minute, bare]));
  const rssSlope = 10 * middleSlope(warm.map(({ minute, rss }) => [minute, rss]));
  const files = warm.map(({ files }) => files);
  const late = median(warm.map(({ late }) => late));
  process.stdout.write(
    `${minutes} minutes: ${figures({ rssSlope, slope, late, files: files.join(" ") })}\n`,
  );
  expect(slope).toBeLessThanOrEqual(1);
  expect(Math.max(...files) - Math.min(...files)).toBeLessThanOrEqual(20);
  expect(late).toBeLessThanOrEqual(50);
  expect(await closeHall(hall)).toEqual([]);
});

/** People write while others come and go; gives how many posts there were. */
async function aMinute(hall: Hall): Promise<number> {
  const site = writingIn(hall);
  const writing = steadily(site, load.perSecond);
  const came = await hall.readers.churn(load.churn, 60_000);
  expect(came).toBeGreaterThan(55 * load.churn);
  const posts = await writing.stop();
  await site.hidden();
  return posts;
}

/**
 * Theil and Sen: the median of the slopes between two points, which a few odd ones don't move. Only between the same minutes of
 * two discussions, since each discussion grows.
 */
function middleSlope(points: readonly (readonly [number, number])[]): number {
  const slopes = points.flatMap(([x, y]) =>
    points
      .filter(([later]) => later > x && (later - x) % load.minutesEach === 0)
      .map(([later, then]) => (then - y) / (later - x)),
  );
  if (slopes.length === 0) throw new Error("Too short to tell of memory: 26 minutes at least.");
  return median(slopes);
}
