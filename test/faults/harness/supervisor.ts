import { built, type End, freePort, ServerProcess } from "#test/support/server-process.ts";

/** The server with a fault in it, by FAULT_POINT: see faulty-main.ts. */
export const faulty: readonly string[] = [
  ...["--import", "tsx"],
  "test/faults/harness/faulty-main.ts",
];

/** One server process after the other on one port, as a supervisor of an operating system keeps them. */
export class Supervisor {
  readonly port: number;
  readonly url: string;
  readonly #env: Record<string, string>;
  readonly #program: readonly string[];
  readonly #all: ServerProcess[] = [];

  private constructor(port: number, env: Record<string, string>, program: readonly string[]) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.#env = env;
    this.#program = program;
  }

  static async start(
    env: Record<string, string>,
    { port, program = built }: { port?: number; program?: readonly string[] } = {},
  ): Promise<Supervisor> {
    const supervisor = new Supervisor(port ?? (await freePort()), env, program);
    await supervisor.restart();
    return supervisor;
  }

  get process(): ServerProcess {
    const last = this.#all.at(-1);
    if (!last) throw new Error("nothing was started");
    return last;
  }
  get pid(): number {
    const { pid } = this.process.child;
    if (pid === undefined) throw new Error("nothing runs");
    return pid;
  }

  /** Starts it, once the one before is gone; resolves when it listens, with how long that took in ms. */
  async restart(more: Record<string, string> = {}, program = this.#program): Promise<number> {
    const began = performance.now();
    await this.#all.at(-1)?.ended;
    this.#all.push(new ServerProcess(this.port, { ...this.#env, ...more }, program));
    await this.process.listening();
    return performance.now() - began;
  }

  /** As a power failure ends it, and then starts it again. */
  async killAndRestart(): Promise<number> {
    await this.process.kill();
    return this.restart();
  }

  signal(signal: NodeJS.Signals): void {
    this.process.child.kill(signal);
  }

  /** As an operator stops it. */
  stop(): Promise<End> {
    this.signal("SIGTERM");
    return this.process.ended;
  }

  /** Everything that all of them printed. */
  get output(): string {
    return this.#all.map(({ out, err }) => out + err).join("\n");
  }
}
