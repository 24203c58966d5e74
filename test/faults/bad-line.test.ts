import { expect, test } from "vitest";
import { aGround } from "#test/faults/harness/ground.ts";
import { TcpProxy } from "#test/faults/harness/proxy.ts";
import { aCrowd, aStorm, findingsOf } from "#test/faults/harness/storm.ts";
import { Supervisor } from "#test/faults/harness/supervisor.ts";
import { pause, until } from "#test/faults/harness/wait.ts";

test("F15: over lines that are slow, cut and silent by turns nothing is lost, doubled or leaked", async () => {
  const ground = await aGround({ writers: 4, pending: 2 });
  const server = await Supervisor.start(ground.env);
  const proxies = await Promise.all([TcpProxy.to(server.port), TcpProxy.to(server.port)]);
  const crowd = await aCrowd(
    ground,
    proxies.map(({ port }) => `http://127.0.0.1:${port}`),
  );
  const storm = aStorm(crowd);
  for (let turn = 0; turn < 4; turn++) {
    const [one, other] = turn % 2 === 0 ? proxies : proxies.toReversed();
    one?.delay(40);
    other?.silence();
    await pause(400);
    other?.heal();
    one?.delay(0);
    other?.cut();
    const { acked } = storm;
    await until("posts after the cut", () => storm.acked > acked + 5);
  }
  await storm.stop();
  expect(await findingsOf(crowd, server.output)).toEqual([]);
  expect(crowd.all.every(({ droppedAt }) => droppedAt.length > 0)).toBe(true);
  for (const proxy of proxies) await proxy.close();
  await server.stop();
});
