import { afterAll, beforeAll, expect, test } from "vitest";
import { corpus } from "#test/people/corpus.ts";
import { aBareSite, type BareSite, codeOf } from "#test/support/bare-site.ts";
import { connect } from "#test/support/doors.ts";
import { inTime } from "#test/support/in-time.ts";
import { BareSocket, type Came, head, sendRaw, upgradeHeaders } from "#test/support/wire.ts";

let bareSite: BareSite;
let server: BareSite["server"];
beforeAll(async () => {
  bareSite = await aBareSite();
  ({ server } = bareSite);
});
afterAll(() => bareSite.site.close());

interface Seed {
  name: string;
  payload: string;
  layer: string;
}
const samples: Seed[] = [
  ...["41", "1", "2", "4", "b!!!!", "45", "451-", '451-["x",{"_placeholder":true,"num":-1}]'].map(
    (payload) => ({ name: payload, payload, layer: "engine.io text frame" }),
  ),
  ...[
    "EIO=4&transport=__proto__",
    "EIO=3&transport=polling",
    "EIO=4&transport=polling&sid=x",
  ].flatMap((payload) => [
    { name: payload, payload, layer: "http-get query" },
    { name: payload, payload, layer: "ws-upgrade query" },
  ]),
  { name: "an unmasked frame", payload: "81053432000000", layer: "ws-raw-hex" },
  { name: "a length of 2^63", payload: "81ff80000000000000005a5a5a5a", layer: "ws-raw-hex" },
  { name: "no payload", payload: "hello", layer: "http-post body" },
  { name: "PUT", payload: "PUT", layer: "http-method" },
  { name: "two lengths", payload: "Content-Length: 4\r\nContent-Length: 5", layer: "http-header" },
];

const answered = (text: string) => text.includes("\r\n\r\n");
const quick = { enough: answered, ms: 3_000 };
const polling = "/socket.io/?EIO=4&transport=polling";

/** A connected polling session. */
async function pollingSession(): Promise<string> {
  const opened = await (await fetch(`${server.url}${polling}`)).text();
  const { sid } = JSON.parse(opened.slice(1));
  const path = `${polling}&sid=${sid}`;
  await fetch(`${server.url}${path}`, { method: "POST", body: "40" });
  return path;
}

/** One seed by its layer; null when it isn't known how. Whatever it does to its own line, something must come of it. */
const senders: Record<string, (payload: string) => Promise<string>> = {
  "engine.io text frame": async (payload) => {
    const bare = await BareSocket.open(server.url);
    bare.send(payload);
    const answer = codeOf(await bare.ask('["no:such"]', 3_000));
    bare.close();
    return answer === "unknown_command" || answer === "closed" ? "well" : String(answer);
  },
  "http-get query": async (payload) =>
    verdict(await sendRaw(server.url, [head(at(), "GET", `/socket.io/?${payload}`)], quick)),
  "ws-upgrade query": async (payload) =>
    verdict(
      await sendRaw(
        server.url,
        [head(at(), "GET", `/socket.io/?${payload}`, upgradeHeaders)],
        quick,
      ),
    ),
  "http-method": async (payload) =>
    verdict(
      await sendRaw(
        server.url,
        [head(at(), payload, polling, ["Origin: https://evil.example", "Content-Length: 0"])],
        quick,
      ),
    ),
  "http-post body": async (payload) => {
    const path = await pollingSession();
    const body = built(payload);
    const headers = [
      "Content-Type: text/plain;charset=UTF-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    return verdict(await sendRaw(server.url, [head(at(), "POST", path, headers), body], quick));
  },
  "http-content-type": async (payload) => {
    const path = await pollingSession();
    const headers = [...(payload ? [`Content-Type: ${payload}`] : []), "Content-Length: 1"];
    return verdict(await sendRaw(server.url, [head(at(), "POST", path, headers), "2"], quick));
  },
  "ws-raw-hex": async (payload) => {
    const start = head(at(), "GET", "/socket.io/?EIO=4&transport=websocket", upgradeHeaders);
    const bytes = payload.startsWith("@") ? built(payload) : Buffer.from(payload, "hex");
    // A frame that isn't whole is waited for; a broken one ends the line.
    const came = await sendRaw(server.url, [start, bytes], { enough: () => false, ms: 150 });
    return came.status === 101 ? "well" : `${came.status}`;
  },
  "http-header": async (payload) => {
    const given = built(payload);
    const [name = ""] = String(given).split(":");
    const others = upgradeHeaders.filter((each) => !each.startsWith(`${name}:`));
    const headers = payload.startsWith("-") ? others : [...others, String(given)];
    const start = head(at(), "GET", "/socket.io/?EIO=4&transport=websocket", headers);
    const own = name === "Host" ? start.replace(/\r\nHost: localhost:\d+/, "") : start;
    return verdict(await sendRaw(server.url, [own], quick));
  },
};
const at = () => new URL(server.url);
/** An answer below 500, or a closed line: never silence, never a fault of the server's. */
function verdict({ status, closed }: Came): string {
  if (status !== null) return status < 500 ? "well" : String(status);
  return closed ? "well" : "silence";
}

/** What "@..." tells to build; anything else is itself. */
function built(payload: string): string | Buffer {
  const [, what = "", rest = ""] = /^@(\w+):(.*)$/s.exec(payload) ?? [];
  switch (what) {
    case "":
      return payload;
    case "repeat": {
      const { char, n }: { char: string; n: number } = JSON.parse(rest);
      return char.repeat(n);
    }
    case "fragments": {
      const [times = "0", hex = ""] = rest.split("x");
      return Buffer.from(hex.repeat(Number(times)), "hex");
    }
    case "headers":
      return Array.from({ length: Number(rest) }, (_, i) => `X-Filler-${i}: 1`).join("\r\n");
    case "xff":
      return `X-Forwarded-For: ${Array(Number(rest)).fill("1.2.3.4").join(", ")}`;
    case "cookie":
      return `Cookie: a=${"b".repeat(Number(rest))}`;
    default:
      throw new Error(`It isn't known how to build ${payload.slice(0, 40)}.`);
  }
}

test("seeds of hostile bytes: each gets an answer or a closed line, and an observer notices nothing", async () => {
  const seeds = [...samples, ...(corpus<Seed>("realtime-wire-fuzz.json") ?? [])];
  const observer = await connect(server, bareSite.token);
  const took: number[] = [];
  let unanswered = 0;
  let watching = true;
  const watch = (async () => {
    for (let i = 0; (watching || i < 10) && i < 5_000; i++) {
      const since = performance.now();
      const { discussionId } = bareSite.scene;
      const read = observer.timeout(5_000).emitWithAck("discussion:read", { discussionId });
      const { ok } = await read.catch(() => ({ ok: false }));
      if (!ok) unanswered++;
      took.push(performance.now() - since);
      await new Promise((soon) => setTimeout(soon, 20));
    }
  })();
  const bad: string[] = [];
  const queue = [...seeds];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let seed = queue.shift(); seed; seed = queue.shift()) {
        const send = senders[seed.layer];
        const how = send ? await send(seed.payload).catch(String) : "left out: unknown layer";
        if (how !== "well") bad.push(`${seed.layer}: ${seed.name.slice(0, 80)}: ${how}`);
      }
    }),
  );
  watching = false;
  await watch;
  observer.close();
  expect([server.err, bad, unanswered]).toEqual(["", [], 0]);
  took.sort((a, b) => a - b);
  expect(took.length).toBeGreaterThan(5);
  inTime(took[Math.floor(took.length * 0.95)] ?? Infinity, 250);
  await bareSite.stillWell();
});
