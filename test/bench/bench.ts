import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { httpSend } from "#test/support/doors.ts";
import { connected, fanOut, type Measured, type Room } from "./fan-out.ts";
import { type Running, run } from "./processes.ts";

/** One figure of ours over the same figure of a bare Socket.IO server, taken in the same run. */
interface Row {
  measure: string;
  ours: number;
  bare: number;
  ratio: number;
  goal: number;
  met: boolean;
}

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    readers: { type: "string", default: "500" },
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    /** Writes a CPU profile of our server into this folder. */
    profile: { type: "string" },
  },
});
const load = { readers: Number(values.readers), perSecond: 10, seconds: Number(values.seconds) };
/** A post of about the length people write. */
const words = "Ferries, footpaths and the last bus home. ".repeat(14);

async function bareRoom(server: Running): Promise<Room> {
  const writer = await connected(server.url);
  return {
    reader: async (seen) => {
      const socket = await connected(server.url);
      socket.on("feed:changed", (message: { html: string }) => seen(message.html));
      return socket;
    },
    post: async (mark) => {
      const author = { id: randomUUID(), name: "A reader", organisation: null, category: null };
      await writer.emitWithAck("post", {
        id: randomUUID(),
        author,
        html: `<p>${mark} ${words}</p>`,
      });
    },
  };
}

async function ourRoom(server: Running, adminLink: string): Promise<Room> {
  const must = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return result.value;
  };
  const send = async <N extends Parameters<typeof httpSend>[2]>(
    token: string | null,
    name: N,
    input: Record<string, unknown>,
  ) => must(await httpSend<N>(server, token, name, input));
  const account = {
    ...{ name: "Bench Writer", email: "bench@example.org", password: "a long bench passphrase" },
  };
  const { accessToken } = await send(null, "account:register", account);
  const token = new URL(adminLink).pathname.split("/").at(-1);
  await send(accessToken, "link:accept", { token, commandId: randomUUID() });
  await new Promise((soon) => setTimeout(soon, 1_200)); // the session is looked up at most once a second
  const { discussionId } = await send(accessToken, "discussion:create", {
    ...{ slug: "bench", title: { en: "Bench" }, languages: ["en"], commandId: randomUUID() },
  });
  const { questionId } = await send(accessToken, "question:add", {
    ...{ discussionId, text: { en: "How fast?" }, commandId: randomUUID() },
  });
  await send(accessToken, "discussion:open", { discussionId, commandId: randomUUID() });
  const writer = await connected(server.url, { token: accessToken });
  return {
    reader: async (seen) => {
      const socket = await connected(server.url);
      socket.on("feed:changed", (message: { changes: { post?: { html: string } }[] }) => {
        for (const { post } of message.changes) if (post) seen(post.html);
      });
      await socket.emitWithAck("discussion:join", { discussionId, epoch: null, since: null });
      return socket;
    },
    post: async (mark) => {
      must(
        await writer.emitWithAck("post:create", {
          ...{ discussionId, questionId, parentId: null, language: "en" },
          ...{ body: `<p>${mark} ${words}</p>`, commandId: randomUUID() },
        }),
      );
    },
  };
}

const median = (figures: number[]) =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

function compare(measure: string, ours: number[], bare: number[], goal: number): Row {
  const [a, b] = [median(ours), median(bare)];
  const ratio = median(ours.map((each, i) => each / (bare[i] ?? Number.NaN)));
  const round = (figure: number) => Math.round(figure * 100) / 100;
  return { measure, ours: round(a), bare: round(b), ratio: round(ratio), goal, met: ratio <= goal };
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "roundtable-bench-"));
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  let adminLink = "";
  const ours = await run(
    [
      ...(values.profile ? ["--cpu-prof", `--cpu-prof-dir=${values.profile}`] : []),
      "dist/server/main.js",
    ],
    { PORT: port, DATA_DIR: dataDir, DEMO: "off", LIMIT_FACTOR: "100000", LOG_LEVEL: "warn" },
    (line) => {
      adminLink = /first admin.*?(http\S+)/.exec(line)?.[1] ?? adminLink;
      return adminLink ? new URL(adminLink).origin : null;
    },
  );
  const bare = await run(["--import", "tsx", "test/bench/bare-server.ts"], {}, (line) => {
    const found = /^PORT (\d+)/.exec(line)?.[1];
    return found ? `http://localhost:${found}` : null;
  });
  try {
    const rooms = { ours: await ourRoom(ours, adminLink), bare: await bareRoom(bare) };
    const figures: Record<"ours" | "bare", Measured[]> = { ours: [], bare: [] };
    // In turns, so that a noisy neighbour hits both; the first round warms up and isn't counted.
    for (let round = 0; round <= Number(values.rounds); round++)
      for (const [name, server] of [
        ["bare", bare],
        ["ours", ours],
      ] as const) {
        const measured = await fanOut(server, rooms[name], load);
        if (round > 0) figures[name].push(measured);
      }
    const of = (key: keyof Measured) =>
      [figures.ours.map((m) => m[key]), figures.bare.map((m) => m[key])] as const;
    const rows = [
      compare("post to seen, p50 (ms)", ...of("p50"), 1.5),
      compare("post to seen, p99 (ms)", ...of("p99"), 1.5),
      compare("server CPU per delivery (µs)", ...of("cpuPerDelivery"), 1.5),
    ];
    process.stdout.write(
      `${load.readers} readers, ${load.perSecond} posts/s, ${values.rounds} rounds of ${load.seconds} s\n`,
    );
    for (const { measure, ours: a, bare: b, ratio, goal, met } of rows)
      process.stdout.write(
        `${measure.padEnd(30)} ours ${String(a).padStart(8)}  bare ${String(b).padStart(8)}  ratio ${ratio} (goal ${goal}: ${met ? "met" : "NOT met"})\n`,
      );
    if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
