import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterEachFile } from "./endings.ts";
import { needs, secantusFolder } from "./needs.ts";
import { tempFolder } from "./temp-folder.ts";

/** In CI a missing server is an error; elsewhere null, the tests are skipped and the end of the run says so. */
export const mongo: string | null = needs("mongodb");
/** TEST_MONGODB_URI names a server that isn't ours to stop: tests that stop one need the program. */
const given = process.env.TEST_MONGODB_URI || null;
const program = join(secantusFolder, "bin/secantusd-py");
export const hasOwnMongo: boolean = existsSync(program);

const startMs = 20_000;

/** A server of our own, which may be stopped and killed. */
export class MongoServer {
  readonly #folder = tempFolder();
  readonly #port: number;
  #process: ChildProcess | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<MongoServer> {
    if (!hasOwnMongo) throw new Error(`There is no server for the tests on MongoDB: ${program}`);
    const server = new MongoServer(await freePort());
    await server.restart();
    return server;
  }

  /** The address of a database of this server. */
  uri(name: string): string {
    return `mongodb://127.0.0.1:${this.#port}/${name}`;
  }

  /** Starts it on the folder it had. */
  async restart(): Promise<void> {
    const child = spawn(
      program,
      [
        ...["--host", "127.0.0.1", "--port", String(this.#port), "--storage-path", this.#folder],
        ...["--sync-on-commit", "--cache-size", "128M", "--log-level", "ERROR"],
      ],
      { stdio: ["ignore", "ignore", "inherit"], cwd: this.#folder },
    );
    this.#process = child;
    process.once("exit", () => child.kill("SIGKILL"));
    const until = performance.now() + startMs;
    while (!(await listens(this.#port))) {
      if (child.exitCode !== null) throw new Error(`SecantusDB ended with ${child.exitCode}.`);
      if (performance.now() > until) throw new Error("SecantusDB didn't start.");
      await new Promise((later) => setTimeout(later, 30));
    }
  }

  /** Holds the process: it is there, its port takes connections, but nothing answers. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }
  resume(): void {
    this.#process?.kill("SIGCONT");
  }
  /** Ends it at once, as a power failure would. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
}

let shared: Promise<MongoServer> | null = null;
const made: string[] = [];

/** The address of a database that nobody has used yet. */
export async function mongoUri(): Promise<string> {
  const name = `rt_${randomUUID().replaceAll("-", "")}`;
  if (given !== null) {
    const uri = given.replace(
      /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/,
      (_, server: string, options: string | undefined) => `${server}/${name}${options ?? ""}`,
    );
    made.push(uri);
    return uri;
  }
  shared ??= MongoServer.start();
  return (await shared).uri(name);
}

/** Ends what was started for this test file. */
afterEachFile(async () => {
  const server = await shared?.catch(() => null);
  shared = null;
  await server?.kill();
  for (const uri of made.splice(0)) {
    const db = await mongoose.createConnection(uri).asPromise();
    await db.dropDatabase();
    await db.close();
  }
});

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("a port");
  probe.close();
  await once(probe, "close");
  return address.port;
}

const listens = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
