import { expect, test } from "vitest";
import { aBareSite, type BareSite, codeOf } from "#test/support/bare-site.ts";
import { BareSocket, head, sendRaw } from "#test/support/wire.ts";
import { residentMb } from "./harness/hostile-wire.ts";
import { pause } from "./harness/wait.ts";

const kinds = 4;
const together = 100;
const tenMb = Buffer.alloc(10 * 1024 * 1024, 0x61);
const whole = { enough: (text: string) => text.includes("\r\n\r\n"), ms: 10_000 };

/** A post over HTTP as written. */
async function overHttp({ server, token, scene }: BareSite, body: string | Buffer) {
  const start = head(
    new URL(server.url),
    "POST",
    `/api/v1/discussions/${scene.discussionId}/posts`,
    [
      ...["Content-Type: application/json", `Authorization: Bearer ${token}`],
      `Content-Length: ${Buffer.byteLength(body)}`,
    ],
  );
  const { status, closed } = await sendRaw(server.url, [start, body], whole);
  return status ?? (closed ? "closed" : "silence");
}

/** One of each kind in turn, with what may come of it. */
async function sendHuge(site: BareSite, i: number): Promise<string> {
  const post = (body: string) => JSON.stringify(site.post(body));
  switch (i % kinds) {
    case 0:
      return `10 MB: ${await overHttp(site, tenMb)}`;
    case 1: {
      const kilobytes = [64, 255, 300, 1024, 2048][Math.floor(i / kinds) % 5] ?? 64;
      const bare = await BareSocket.open(site.server.url, JSON.stringify({ token: site.token }));
      const answer = codeOf(
        await bare.ask(`["post:create",${post("a".repeat(kilobytes * 1024 - 400))}]`, 10_000),
      );
      bare.close();
      return `${kilobytes > 256 ? "large" : "middling"} frame: ${answer}`;
    }
    case 2: {
      const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
      return `depth: ${await overHttp(site, post("x").replace('"x"', deep))}`;
    }
    default: {
      const many = Array.from({ length: 5_000 }, (_, n) => `data-${n}="x"`).join(" ");
      return `attributes: ${await overHttp(site, post(`<p ${many}>Few words.</p>`))}`;
    }
  }
}

const expected = [
  ...["10 MB: 413", "large frame: closed", "middling frame: invalid_input", "depth: 400"],
  "attributes: 200",
];

/** All at once; how long the slowest took, and what the server holds in memory some time after. */
async function aRound(site: BareSite) {
  const took: number[] = [];
  const one = async (_: unknown, i: number) => {
    const began = performance.now();
    const answer = await sendHuge(site, i);
    took.push(performance.now() - began);
    return answer;
  };
  const came = new Set(await Promise.all(Array.from({ length: together }, one)));
  await pause(2_000);
  return { came, slowest: Math.max(...took), mb: residentMb(site.server.child.pid) };
}

test("F20: a hundred huge inputs at once are each answered within a second, and leave nothing in memory", async () => {
  const site = await aBareSite();
  const fresh = residentMb(site.server.child.pid).toFixed(0);
  const rounds = [];
  for (let i = 0; i < 6; i++) rounds.push(await aRound(site));
  const figures = rounds.map(({ slowest, mb }) => `${slowest.toFixed(0)} ms, ${mb.toFixed(0)} MB`);
  process.stdout.write(
    `rounds of ${together}, slowest and RSS (fresh ${fresh} MB): ${figures.join("; ")}\n`,
  );
  for (const { came } of rounds) expect([...came].sort()).toEqual(expected.toSorted());
  // The first rounds also compile code and grow the heap to its working size.
  const [, , before, ...after] = rounds;
  expect(Math.min(...after.map(({ mb }) => mb)) - (before?.mb ?? 0)).toBeLessThanOrEqual(32);
  expect(Math.min(...rounds.map(({ slowest }) => slowest))).toBeLessThanOrEqual(1_000);
  await site.stillWell();
  await site.site.close();
});
