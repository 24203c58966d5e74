import { expect, test } from "vitest";
import { steadily } from "#test/bench/load/steadily.ts";
import { quantile } from "#test/bench/row.ts";
import {
  aHall,
  andVisitors,
  closeHall,
  figures,
  letIn,
  nextDoor,
  settled,
  watchPeak,
  writingIn,
} from "#test/faults/harness/hall.ts";
import { pause, percentile } from "#test/faults/harness/wait.ts";

/** Shorter or smaller for a try: `LOAD_MINUTES=1 LOAD_READERS=2000 npm run test:load`. */
const minutes = Number(process.env.LOAD_MINUTES ?? 10);
const readers = Number(process.env.LOAD_READERS ?? 10_000);
const say = (what: string, run: object) => process.stdout.write(`${what}: ${figures(run)}\n`);

test("F17: ten thousand readers, a post a second for ten minutes: everybody is in within 30 s, has each post soon, and nobody is dropped", async () => {
  const hall = await aHall(readers / 2);
  const before = await settled(hall.server);
  const memory = watchPeak(hall.server);
  const connectMs = await letIn(hall, andVisitors(hall.people));
  await hall.readers.forget();
  const site = writingIn(hall);
  const writing = steadily(site, 1);
  await pause(minutes * 60_000);
  const posts = await writing.stop();
  await site.hidden();
  const { waits } = await hall.readers.saw(posts);
  const { away, turnedAway } = await hall.readers.returned(0, 0);
  const peakMb = memory.stop();
  const after = await settled(hall.server);
  const kbEach = ((after.rss - before.rss) * 1_024) / readers;
  const [p50, p99, longest] = [50, 99, 100].map((percent) => quantile(waits, percent / 100));
  say(`${readers} readers`, {
    ...{ connectMs, posts, p50, p99, longest, peakMb, kbEach, rejoined: away.length, turnedAway },
    ...{ before: before.rss, after: after.rss },
  });
  expect(connectMs).toBeLessThanOrEqual(30_000);
  expect(p99).toBeLessThanOrEqual(750);
  expect(peakMb).toBeLessThanOrEqual(600);
  expect(kbEach).toBeLessThanOrEqual(45);
  expect(away.length).toBe(0);
  expect(waits.length).toBe(posts * readers);
  expect(await closeHall(hall)).toEqual([]);
});

test("F19: ten thousand people whose server was killed are all back within 30 s of its start, with all they missed, and the server next door works on", async () => {
  const hall = await aHall(readers);
  const beside = await nextDoor(hall);
  await letIn(hall, hall.people);
  await hall.readers.forget();
  const writing = steadily(writingIn(hall, { hiding: false }), 1); // who is away is to find each of them
  await pause(3_000);
  const memory = watchPeak(hall.server);
  const startMs = await hall.server.killAndRestart();
  const returning = hall.readers.returned(readers, 60_000);
  const besideP99 = await beside.watch.during(returning, { everyMs: 500 });
  const { away, tried, turnedAway } = await returning;
  const posts = await writing.stop();
  await hall.readers.saw(posts);
  const peakMb = memory.stop();
  const last = percentile(away, 100);
  say(`${readers} came back`, {
    ...{ startMs, p50: percentile(away, 50), p99: percentile(away, 99), last, turnedAway },
    ...{ triedP99: percentile(tried, 99), triedLongest: percentile(tried, 100) },
    ...{ peakMb, posts, besideP99 },
  });
  expect(away.length).toBe(readers);
  expect(last - startMs).toBeLessThanOrEqual(30_000);
  expect(peakMb).toBeLessThanOrEqual(1_024);
  expect(besideP99).toBeLessThanOrEqual(1_000);
  expect(await beside.close()).toEqual([]);
  expect(await closeHall(hall)).toEqual([]);
});
