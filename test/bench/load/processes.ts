import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

export interface Running {
  url: string;
  pid: number;
  /** Seconds of CPU it has used, user and system. */
  cpu(): number;
  /** Kilobytes of memory it holds, once it has collected its garbage: for one started with `collecting`. */
  settledRss(): Promise<number>;
  stop(): Promise<void>;
}

const alive = new Set<ChildProcess>();
process.once("exit", killAll);

/** Ends whatever a measure left behind. */
export function killAll(): void {
  for (const child of alive) child.kill("SIGKILL");
}

/** Lets a process collect its garbage when it is told to. */
export const collecting = [
  "--expose-gc",
  "--import",
  `data:text/javascript,process.on("SIGUSR2",()=>{for(let i=0;i<3;i++)globalThis.gc()})`,
] as const;

/** Starts a Node process and waits until it prints a line that `ready` finds an address in. */
export function run(
  script: readonly string[],
  env: Record<string, string>,
  ready: (line: string) => string | null,
): Promise<Running> {
  return start(process.execPath, script, env, ready);
}

export function start(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  ready: (line: string) => string | null,
): Promise<Running> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  alive.add(child);
  const { pid } = child;
  return new Promise((done, fail) => {
    if (!pid || !child.stdout) return fail(new Error("The process didn't start."));
    const ended = once(child, "exit").then(() => alive.delete(child));
    child.once("exit", (code) => fail(new Error(`${args.join(" ")} ended with ${code}`)));
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
      const url = text
        .split("\n")
        .map(ready)
        .find((found) => found !== null);
      text = text.slice(text.lastIndexOf("\n") + 1);
      if (url) done({ url, pid, ...watched(child, pid), stop: () => stop(child, ended) });
    });
  });
}

const watched = (child: ChildProcess, pid: number) => ({
  cpu: () => cpuOf(pid),
  settledRss: async () => {
    child.kill("SIGUSR2");
    await new Promise((collected) => setTimeout(collected, 1_000));
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  },
});

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 12_000);
  await ended;
  clearTimeout(late);
}

/** Linux counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port is free");
  return address.port;
}
