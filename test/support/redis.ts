import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { Redis } from "ioredis";
import { afterEachFile } from "./endings.ts";
import { needs } from "./needs.ts";
import { freePort } from "./server-process.ts";
import { tempFolder } from "./temp-folder.ts";

/** In CI a missing server is an error; elsewhere null, the tests are skipped and the end of the run says so. */
export const redis: string | null = needs("redis");

const startMs = 10_000;
const running = new Set<RedisServer>();

/** A Redis of our own, in memory only, which may be frozen, stopped and started again. */
export class RedisServer {
  readonly port: number;
  readonly #password: string | null;
  #process: ChildProcess | null = null;

  private constructor(port: number, password: string | null) {
    this.port = port;
    this.#password = password;
  }

  static async start(password: string | null = null): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), password);
    await server.restart();
    running.add(server);
    return server;
  }

  url(password = this.#password): string {
    return `redis://${password === null ? "" : `:${password}@`}127.0.0.1:${this.port}`;
  }

  /** Starts it empty, on the port it had. */
  async restart(): Promise<void> {
    const child = spawn(
      redis ?? "redis-server",
      [
        ...["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        ...(this.#password === null ? [] : ["--requirepass", this.#password]),
      ],
      { stdio: "ignore", cwd: tempFolder() },
    );
    this.#process = child;
    process.once("exit", () => child.kill("SIGKILL"));
    const until = performance.now() + startMs;
    while (!(await listens(this.port))) {
      if (child.exitCode !== null) throw new Error(`Redis ended with ${child.exitCode}.`);
      if (performance.now() > until) throw new Error("Redis didn't start.");
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  /** Gives it a command as its operator would. */
  async tell(command: string, ...args: string[]): Promise<string> {
    const line = new Redis(this.url());
    try {
      return String(await line.call(command, ...args));
    } finally {
      line.disconnect();
    }
  }

  /** Holds the process: its port takes connections, but nothing answers. */
  freeze(): void {
    this.#process?.kill("SIGSTOP");
  }
  thaw(): void {
    this.#process?.kill("SIGCONT");
  }
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
}

afterEachFile(async () => {
  for (const server of running) await server.kill();
  running.clear();
});

const listens = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
