import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Running {
  url: string;
  pid: number;
  /** Seconds of CPU it has used, user and system. */
  cpu(): number;
  /** Kilobytes of memory it holds. */
  rss(): number;
  stop(): Promise<void>;
}

/** Starts a Node process and waits until it prints a line that `ready` finds an address in. */
export function run(
  script: string[],
  env: Record<string, string>,
  ready: (line: string) => string | null,
): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, script, {
    // biome-ignore lint/style/noProcessEnv: a child process gets the same surroundings
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid } = child;
  return new Promise((done, fail) => {
    if (!pid || !child.stdout) return fail(new Error("The process didn't start."));
    const ended = new Promise<void>((gone) => child.once("exit", () => gone()));
    child.once("exit", (code) => fail(new Error(`${script.join(" ")} ended with ${code}`)));
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
      const url = text
        .split("\n")
        .map(ready)
        .find((found) => found !== null);
      if (!url) return;
      text = "";
      done({
        ...{ url, pid },
        cpu: () => cpuOf(pid),
        rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]),
        stop: async () => {
          child.kill("SIGTERM");
          await ended;
        },
      });
    });
  });
}

/** Linux counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
