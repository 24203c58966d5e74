import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cutStalled } from "#server/stalled.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { anOpenDiscussion } from "#test/support/discussion.ts";
import { inTime } from "#test/support/in-time.ts";
import { anAccount, as } from "#test/support/people.ts";

let app: TestApp;
let slug: string;
const open: Socket[] = [];
beforeAll(async () => {
  app = await startApp();
  const host = as(await anAccount(app.store, "Host", { admin: true }));
  ({ slug } = await anOpenDiscussion(app.core.answer, host, 1));
});
afterEach(() => {
  for (const line of open.splice(0)) line.destroy();
});
afterAll(() => app.close());

/** So many requests in one packet, and what came back. */
function sendAll(path: string, count: number) {
  const line = connect(app.port, "localhost");
  open.push(line);
  let received = "";
  line.on("data", (bytes) => {
    received += bytes;
  });
  line.on("error", () => undefined);
  line.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count));
  return { line, answers: () => received.match(/HTTP\/1\.1 \d+/g) ?? [] };
}
const streams = async () => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^roundtable_streams (\d+)$/m.exec(text)?.[1]);
};

test("requests sent without waiting are answered one after the other", async () => {
  const { answers } = sendAll(`/d/${slug}`, 12);
  await expect.poll(() => answers().length).toBe(12);
  expect(new Set(answers())).toEqual(new Set(["HTTP/1.1 200"]));
});

test("a connection that sends more than can wait is closed, and others are answered meanwhile", async () => {
  const began = performance.now();
  const { line, answers } = sendAll(`/d/${slug}`, 2_000);
  const closed = new Promise((done) => line.once("close", done));
  expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
  await closed;
  inTime(performance.now() - began, 2_000);
  expect(answers().length).toBeLessThan(20);
});

test("streams asked for on one connection are gone with it, the first and those that wait behind it", async () => {
  const before = await streams();
  const { line, answers } = sendAll(`/api/v1/discussions/${slug}/events`, 10);
  await expect.poll(() => answers().length).toBe(1);
  await expect.poll(streams).toBe(before + 1);
  line.destroy();
  await expect.poll(streams).toBe(before);
});

test("a client that takes nothing for half a minute is cut, one on a thin line is not", async () => {
  let now = 0;
  let cut = 0;
  const bytes = Buffer.alloc(32 * 1024 * 1024);
  const http = createServer((_, response) => response.end(bytes));
  const watch = cutStalled(
    http,
    () => now,
    () => cut++,
  );
  http.listen(0);
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const [deaf, thin] = [connect(port, "localhost"), connect(port, "localhost")];
  open.push(deaf, thin);
  for (const line of [deaf, thin]) line.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  deaf.pause();
  let read = 0;
  thin.on("data", ({ length }) => {
    read += length;
    thin.pause();
  });
  await expect.poll(() => read).toBeGreaterThan(0);
  for (let second = 0; second <= 60; second += 5) {
    now = second * 1_000;
    const before = read;
    thin.resume();
    await expect.poll(() => read).toBeGreaterThan(before);
    // What is read makes room only after a while; a thin line takes much more than this between two looks.
    for (let i = 0; i < 40; i++) {
      thin.resume();
      await new Promise((soon) => setImmediate(soon));
    }
    watch.look();
  }
  expect(cut).toBe(1);
  expect(thin.closed).toBe(false);
  deaf.resume();
  await once(deaf, "close");
  watch.stop();
  http.closeAllConnections();
  http.close();
});
