import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** When something began and ended (`performance.now`), and the processor's time it took, which neighbours hardly change. */
export interface Span {
  began: number;
  ended: number;
  cpuMs: number;
}
export interface Typed {
  child: ChildProcess;
  ended: Promise<{ code: number | null; err: string }>;
}

const tellsItsTime = `data:text/javascript,process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write("cpu " + (user + system) / 1000 + "\\n");
})`;

/** A command of the operator's, as it was built, with these settings and no others. */
export function type(env: Record<string, string>, ...argv: string[]): Typed {
  const child = spawn(
    process.execPath,
    ["--import", tellsItsTime, "dist/server/roundtable.js", ...argv],
    {
      cwd: join(import.meta.dirname, "../../.."),
      env: { PATH: process.env.PATH ?? "", ...env },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let err = "";
  child.stderr.on("data", (bytes) => {
    err += String(bytes);
  });
  return { child, ended: once(child, "close").then(([code]) => ({ code, err })) };
}

/** Waits for its end; throws what it said when it couldn't be done. */
export async function typed(env: Record<string, string>, ...argv: string[]): Promise<Span> {
  const began = performance.now();
  const { code, err } = await type(env, ...argv).ended;
  if (code !== 0) throw new Error(`${argv[0]} ended with ${code}: ${err}`);
  return { began, ended: performance.now(), cpuMs: Number(/^cpu (.+)$/m.exec(err)?.[1]) };
}
