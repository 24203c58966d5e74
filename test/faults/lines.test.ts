import { afterAll, describe, expect, test } from "vitest";
import { watchFanOut } from "#test/faults/harness/fan-out.ts";
import { aGround } from "#test/faults/harness/ground.ts";
import { TcpProxy } from "#test/faults/harness/proxy.ts";
import { aCrowd, aStorm, findingsOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { HealthWatch } from "#test/faults/harness/vitals.ts";
import { pause, percentile, until } from "#test/faults/harness/wait.ts";
import { hasOwnMongo, MongoServer } from "#test/support/mongo.ts";

test("F15: clients whose line goes silent without a word notice within 30 s, and so does the server; healed, all are level within 5 s", async () => {
  const ground = await aGround({ writers: 3 });
  const server = await Supervisor.start(ground.env);
  const proxy = await TcpProxy.to(server.port);
  const near = await aCrowd(ground, [server.url]);
  const far = await aCrowd(
    { ...ground, writers: [], moderators: [] },
    [`http://127.0.0.1:${proxy.port}`],
    { visitors: 3 },
  );
  const sockets = async () =>
    Number(
      /^roundtable_sockets (\d+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1],
    );
  const storm = aStorm(near, { pauseMs: 40, moderateMs: 300 });
  await until("posts", () => storm.acked > 20);
  await pause(1_200); // for the count, taken once a second
  expect(await sockets()).toBe(near.all.length + 3);

  proxy.silence();
  const silent = performance.now();
  const noticed = () => far.all.every(({ droppedAt }) => droppedAt.some((at) => at > silent));
  await until("all far clients notice", noticed, 32_000);
  const after = performance.now() - silent;
  for (let left = 10; (await sockets()) > near.all.length && left > 0; left--) await pause(1_000);
  const cut = performance.now() - silent;
  expect(await sockets()).toBe(near.all.length);

  proxy.heal();
  const healed = performance.now();
  await until("all far clients are back", () => far.all.every(({ socket }) => socket.connected));
  await storm.stop();
  const head = Math.max(...near.readers.map(({ seq }) => seq));
  await until("and level", () => far.all.every(({ seq }) => seq >= head), 5_000);
  process.stdout.write(
    `silent line: clients noticed after ${after.toFixed(0)} ms, the server had let go of them after ${cut.toFixed(0)} ms, ` +
      `level ${(performance.now() - healed).toFixed(0)} ms after it healed\n`,
  );
  expect(after).toBeLessThan(30_000);
  expect(cut).toBeLessThan(35_000);
  near.readers.push(...far.readers);
  near.all.push(...far.all);
  expect(await findingsOf(near, server.output)).toEqual([]);
  await proxy.close();
  await server.stop();
});

describe.skipIf(!hasOwnMongo)("F15: one of two processes is cut off from the store", () => {
  let mongo: MongoServer | null = null;
  afterAll(() => mongo?.kill());

  test("it takes no posts and isn't ready; the other goes on; healed, it takes posts within 5 s", async () => {
    mongo = await MongoServer.start();
    const place = { kind: "mongodb", uri: mongo.uri("rt_parted") } as const;
    const ground = await aGround({ place, writers: 4, pending: 2 });
    const proxy = await TcpProxy.to(Number(new URL(place.uri).port));
    const nodes = await Promise.all([
      Supervisor.start(ground.env),
      Supervisor.start({
        ...ground.env,
        MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/rt_parted?directConnection=true`,
      }),
    ]);
    const [whole, parted] = nodes;
    if (!whole || !parted) throw new Error("two processes");
    const crowd = await aCrowd(
      ground,
      nodes.map(({ url }) => url),
    );
    const storm = aStorm(crowd, { pauseMs: 30, moderateMs: 300 });
    await until("posts", () => storm.acked > 40);
    const watch = new HealthWatch(parted.url);
    proxy.silence();
    const gone = performance.now();
    await pause(2_000);
    const { acked } = storm;
    await pause(8_000);
    expect(storm.acked).toBeGreaterThan(acked); // by the other process
    proxy.heal();
    const healed = performance.now();
    const ready = () => watch.firstReady(200, healed) !== null;
    await until("it is ready again", ready, 10_000);
    await storm.stop();
    await watch.stop();
    const notReady = watch.firstReady(503, gone);
    const back = watch.firstReady(200, healed);
    process.stdout.write(
      `cut off from the store: not ready after ${notReady?.toFixed(0)} ms, ready ${back?.toFixed(0)} ms after it healed\n`,
    );
    expect(notReady).toBeLessThan(2_000);
    expect(back).toBeLessThan(5_000);
    expect(await findingsOf(crowd, nodes.map(({ output }) => output).join("\n"), 30_000)).toEqual(
      [],
    );
    for (const node of nodes) await node.stop();
    await proxy.close();
  });
});

test("F18: two hundred readers see twenty posts a second", async () => {
  const ground = await aGround({ writers: 10 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url], { visitors: 200 });
  const fan = watchFanOut(crowd.readers);
  const answers: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    await Promise.all(
      crowd.writers.map(async (writer, i) => {
        await pause(i * 50);
        const began = performance.now();
        const { result } = await writer.post(ground.questionId);
        answers.push(performance.now() - began);
        if (result.ok) fan.sent(result.value.postId, began);
      }),
    );
  }
  const p = (values: number[]) =>
    `p50 ${percentile(values, 50).toFixed(0)} ms, p99 ${percentile(values, 99).toFixed(0)} ms`;
  process.stdout.write(
    `203 readers, 20 posts/s, readers and server on one machine: answered ${p(answers)}; seen (of ${fan.seen.length}) ${p(fan.seen)}\n`,
  );
  expect(await findingsOf(crowd, server.output)).toEqual([]);
  await server.stop();
});

test("F19: five hundred clients that a restart throws out are all back and level within 30 s", async () => {
  const ground = await aGround({ writers: 3 });
  const server = await Supervisor.start(ground.env);
  const crowd = await aCrowd(ground, [server.url], { visitors: 500 });
  const storm = aStorm(crowd, { pauseMs: 100, moderateMs: 500 });
  await until("posts", () => storm.acked > 20);
  const began = performance.now();
  await server.killAndRestart();
  const back = () => crowd.all.every(({ connectedAt }) => (connectedAt.at(-1) ?? 0) > began);
  await until("all back", back, 30_000);
  const after = crowd.all.map(({ connectedAt }) => (connectedAt.at(-1) ?? 0) - began);
  await storm.stop();
  expect(await findingsOf(crowd, server.output)).toEqual([]);
  process.stdout.write(
    `500 readers thrown out: back p50 ${percentile(after, 50).toFixed(0)} ms, p99 ${percentile(after, 99).toFixed(0)} ms\n`,
  );
  await server.stop();
});
