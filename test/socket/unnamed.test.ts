import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { rateOfHandshakes } from "#shared/limits.ts";
import { startApp, type TestApp } from "#test/support/app.ts";
import { BareSocket } from "#test/support/wire.ts";

const most = 4;
let app: TestApp;
beforeAll(async () => {
  const LIMIT_FACTOR = String(most / rateOfHandshakes.address);
  app = await startApp({ env: { LIMIT_FACTOR, TRUST_PROXY: "1" } });
});
afterAll(() => app.close());

/** A connection on which nothing is said. */
async function silent(address: string): Promise<WebSocket> {
  const url = `${app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const line = new WebSocket(url, { headers: { "x-forwarded-for": address } });
  line.on("error", () => undefined);
  await once(line, "open");
  return line;
}

test("whoever takes leave of the namespace has its line closed too", async () => {
  const bare = await BareSocket.open(app.url, "", "203.0.113.1");
  bare.send("41");
  await expect.poll(() => bare.closed).not.toBeNull();
});

test("one connection too many of an address on which nobody says who they are is closed at once, others are not", async () => {
  const lines = await Promise.all(Array.from({ length: most }, () => silent("203.0.113.2")));
  const surplus = await silent("203.0.113.2");
  const elsewhere = await silent("203.0.113.3");
  await expect.poll(() => surplus.readyState).toBe(WebSocket.CLOSED);
  expect([...lines, elsewhere].map(({ readyState }) => readyState)).toEqual(
    Array(most + 1).fill(WebSocket.OPEN),
  );
  for (const line of [...lines, elsewhere]) line.terminate();
  // A place is free again once one is gone, and those who say who they are take none of them.
  await expect
    .poll(async () => {
      const next = await silent("203.0.113.2");
      const open = next.readyState === WebSocket.OPEN;
      next.terminate();
      return open;
    })
    .toBe(true);
});
