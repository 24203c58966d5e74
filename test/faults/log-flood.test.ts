import { request } from "node:http";
import { expect, test } from "vitest";
import { pause } from "#test/faults/harness/wait.ts";
import { aBareSite, type BareSite } from "#test/support/bare-site.ts";
import { BareSocket } from "#test/support/wire.ts";

const forged = '\r\n{"level":60,"msg":"forged"}\u2028\u001b[31m';
const seconds = 2;
const aTick = 20;
const perTick = 20;

/** An answer's status; the body is let go. */
const ask = (
  { server }: BareSite,
  method: string,
  path: string,
  body = "",
): Promise<number | undefined> =>
  new Promise((done, fail) => {
    const headers = {
      "content-type": "application/json",
      "user-agent": "forged",
      referer: "forged",
    };
    const asked = request(`${server.url}${path}`, { method, headers }, (response) => {
      response.resume().once("end", () => done(response.statusCode));
    });
    asked.once("error", fail).end(body);
  });

const bad: readonly ((site: BareSite) => Promise<number | undefined>)[] = [
  (site) => ask(site, "GET", `/${encodeURIComponent(forged)}`),
  (site) => ask(site, "GET", `/api/v1/discussions/${encodeURIComponent(forged)}`),
  (site) => ask(site, "POST", "/api/v1/session", JSON.stringify({ email: forged })),
  (site) => ask(site, "POST", "/api/v1/session", forged),
  (site) => ask(site, "PUT", `/api/v1/discussions?${encodeURIComponent(forged)}`),
  (site) => ask(site, "GET", "/api/v1/%ff%00forged"),
];

test("F35: a thousand bad requests and frames a second leave a line a second, and none of what they say", async () => {
  const site = await aBareSite();
  const before = site.server.out.length;
  const sockets = await Promise.all([1, 2, 3, 4].map(() => BareSocket.open(site.server.url)));
  const began = performance.now();
  const asked: Promise<number | undefined>[] = [];
  for (let tick = 0; tick * aTick < seconds * 1_000; tick++) {
    for (let i = 0; i < perTick; i++) {
      asked.push((bad[i % bad.length] ?? ask)(site, "GET", "/"));
      sockets[i % 4]?.send(`42${i}${JSON.stringify([forged, forged])}`);
      sockets[i % 4]?.send(`42${i}${JSON.stringify(["post:create", { body: forged }])}`);
    }
    await pause(aTick);
  }
  const statuses = await Promise.all(asked);
  const took = Math.ceil((performance.now() - began) / 1_000);
  for (const socket of sockets) socket.close();
  expect(statuses.filter((status = 500) => status < 400 || status >= 500)).toEqual([]);
  await site.stillWell();
  const lines = site.server.out.slice(before).trim().split("\n");
  const read = lines.map((line) => JSON.parse(line));
  const refused = read.filter(({ status }) => status >= 400);
  process.stdout.write(`${statuses.length} bad requests in ${took} s: ${refused.length} lines\n`);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(took + 1);
  expect(read.filter(({ level }) => level > 30)).toEqual([]);
  expect(lines.join("\n")).not.toContain("forged");
  expect(read.filter(({ leftOut }) => leftOut > 0).length).toBeGreaterThan(0);
  await site.site.close();
});
