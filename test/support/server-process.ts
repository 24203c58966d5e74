import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { secret } from "./app.ts";
import { afterEachFile } from "./endings.ts";

const root = join(import.meta.dirname, "../..");
const startMs = 20_000;
/** As `npm run build` left it, with the client. */
export const built: readonly string[] = ["dist/server/main.js"];

/** How a process ended. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The server as an operator starts it: a process of its own, on a port of this machine. */
export class ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<End>;
  /** What it said so far. */
  out = "";
  err = "";

  constructor(port: number, env: Record<string, string>, program: readonly string[] = built) {
    this.url = `http://localhost:${port}`;
    this.child = spawn(process.execPath, program, {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH ?? "", PORT: String(port), DEMO: "off", LOG_LEVEL: "info" },
        ...{ LIMIT_FACTOR: "100000", ROUNDTABLE_SECRET: secret },
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (bytes) => {
      this.out += String(bytes);
    });
    this.child.stderr?.on("data", (bytes) => {
      this.err += String(bytes);
    });
    this.ended = once(this.child, "close").then(([code, signal]) => ({ code, signal }));
    running.add(this);
    void this.ended.then(() => running.delete(this));
  }

  /** Resolves when it listens; throws with its own words when it ends instead. */
  async listening(): Promise<this> {
    const until = performance.now() + startMs;
    while (!this.out.includes("Roundtable listens on")) {
      if (this.over) throw new Error(`The server ended at its start: ${this.err}`);
      if (performance.now() > until) throw new Error(`The server didn't start: ${this.err}`);
      await new Promise((soon) => setTimeout(soon, 10));
    }
    return this;
  }

  get over(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<End> {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  /** Log lines of level error or worse. */
  get complaints(): string[] {
    return this.out.split("\n").filter((line) => /^\{"level":(50|60),/.test(line));
  }
}

const running = new Set<ServerProcess>();
process.once("exit", () => {
  for (const { child } of running) child.kill("SIGKILL");
});
afterEachFile(async () => {
  await Promise.all([...running].map((each) => each.kill()));
  running.clear();
});

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "localhost");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("a port");
  probe.close();
  await once(probe, "close");
  return address.port;
}
