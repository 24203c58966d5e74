import { BareSocket } from "#test/support/wire.ts";
import { aGround, type Ground } from "./ground.ts";
import { LiveWatch } from "./live-watch.ts";
import { Supervisor } from "./supervisor.ts";
import { type Vitals, vitals } from "./vitals.ts";
import { pause } from "./wait.ts";

/** A figure of /metrics, summed over its labels. */
export async function figure({ url }: { url: string }, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, "gm"));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}

export interface Scene {
  ground: Ground;
  server: Supervisor;
  watch: LiveWatch;
}

/** A server behind a proxy that it trusts, and people at work on it. */
export async function aWatchedServer(
  writers: number,
  env: Record<string, string> = {},
): Promise<Scene> {
  const ground = await aGround({ writers, pending: 0, env: { TRUST_PROXY: "1", ...env } });
  const server = await Supervisor.start(ground.env);
  return { ground, server, watch: await LiveWatch.open(ground, server) };
}

export interface Deafness {
  quiet: number;
  loud: number;
  cut: number;
  /** MB that the process grew by at most. */
  grown: number;
  /** What it held before they came. */
  before: Vitals;
}

/** So many clients follow and read nothing, half of them answering heartbeats blindly, while posts of this size come. */
export async function deafClients(
  { ground, server, watch }: Scene,
  {
    clients,
    everyMs,
    filler,
    ms,
  }: { clients: number; everyMs: number; filler: string; ms: number },
): Promise<Deafness> {
  const posts = { everyMs, filler };
  await watch.during(pause(1_000), posts); // warms up
  const quiet = await watch.during(pause(1_500), posts);
  const input = { discussionId: ground.discussionId, epoch: null, since: null };
  const deaf: BareSocket[] = [];
  const before = vitals(server.pid);
  for (let i = 0; i < clients; i++) {
    const bare = await BareSocket.open(server.url, "", `203.0.113.${i}`);
    await bare.ask(JSON.stringify(["discussion:join", input]));
    bare.stopReading();
    deaf.push(bare);
  }
  let [cut, peak] = [0, before.rss];
  const pongs = setInterval(() => {
    for (const bare of deaf.slice(clients / 2)) bare.send("3");
  }, 500);
  const allCut = async () => {
    for (const end = performance.now() + ms; cut < clients && performance.now() < end; ) {
      await pause(100);
      peak = Math.max(peak, vitals(server.pid).rss);
      cut = await figure(server, "roundtable_queue_cuts_total");
    }
  };
  try {
    const loud = await watch.during(allCut(), posts);
    return { quiet, loud, cut, grown: peak - before.rss, before };
  } finally {
    clearInterval(pongs);
    for (const bare of deaf) bare.close();
  }
}

export interface Flood {
  sent: number;
  granted: number;
  /** By code, with whether each said when to go on. */
  refused: Map<string, number>;
  untimed: number;
  /** Sockets that the server cut; the flooder came back each time. */
  cut: number;
}

interface Flooding {
  url: string;
  /** null floods as a visitor. */
  token: string | null;
  address: string;
  sockets: number;
  perSecond: number;
  ms: number;
  /** An event as written, without its id. */
  event(): string;
}

/** Sends without waiting for any answer, over several sockets, and comes back wherever it is cut. */
export async function flood(options: Flooding): Promise<Flood> {
  const told: Flood = { sent: 0, granted: 0, refused: new Map(), untimed: 0, cut: 0 };
  const end = performance.now() + options.ms;
  const one = async () => {
    while (performance.now() < end) await floodOnce(options, told, end);
  };
  await Promise.all(Array.from({ length: options.sockets }, one));
  return told;
}

const turnMs = 20;
/** Until it is cut, or has flooded for long enough. */
async function floodOnce(options: Flooding, told: Flood, end: number): Promise<void> {
  const { url, token, address, sockets, perSecond, event } = options;
  const perTurn = Math.max(1, Math.round((perSecond * turnMs) / 1_000 / sockets));
  const auth = token === null ? "" : JSON.stringify({ token });
  const bare = await BareSocket.open(url, auth, address);
  while (performance.now() < end && bare.closed === null) {
    for (let i = 0; i < perTurn; i++) bare.send(`42${told.sent++}${event()}`);
    await pause(turnMs);
  }
  if (bare.closed !== null) told.cut++;
  else await pause(300); // the last answers
  hear(told, bare.received);
  bare.close();
}

function hear(told: Flood, packets: readonly string[]): void {
  for (const packet of packets) {
    const json = /^43\d+(\[.*)$/s.exec(packet)?.[1];
    if (json === undefined) continue;
    const [answer] = JSON.parse(json);
    if (answer.ok) told.granted++;
    else {
      const { code, retryAfter } = answer.failure;
      told.refused.set(code, (told.refused.get(code) ?? 0) + 1);
      if (code === "slow_down" && !(retryAfter > 0)) told.untimed++;
    }
  }
}
