import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connect, httpSend } from "#test/support/doors.ts";
import { commandId } from "#test/support/people.ts";
import { freePort } from "./load/processes.ts";

/**
 * A stranger's first minute, measured: an empty data folder, `npm start`, a new account, a post that another reader sees live;
 * then the server is told to end, starts again, and the post is there. Ends with 1 when any of it doesn't happen.
 */
const dataDir = await mkdtemp(join(tmpdir(), "roundtable-first-"));
const port = await freePort();
const at = { url: `http://127.0.0.1:${port}` };
const env = {
  ...process.env,
  ...{ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, PUBLIC_URL: at.url },
};
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(2);

/** The process group ends with the child: npm stands between us and the server. */
function start(command: string, args: string[]): ChildProcess {
  return spawn(command, args, { env, detached: true, stdio: ["ignore", "inherit", "inherit"] });
}

async function ready(child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 2_400 && child.exitCode === null; tries++) {
    const answer = await fetch(`${at.url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(25);
  }
  throw new Error("the server wasn't ready within 60 s");
}

async function end(child: ChildProcess, target: number): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  process.kill(target, "SIGTERM");
  const inTime = await Promise.race([ended, pause(10_000, null, { ref: false })]);
  if (inTime) return child.exitCode;
  process.kill(-(child.pid ?? 0), "SIGKILL");
  throw new Error("the server didn't end within 10 s of SIGTERM");
}

async function granted<N extends Parameters<typeof httpSend>[2]>(
  token: string | null,
  name: N,
  input: Record<string, unknown>,
) {
  const answer = await httpSend(at, token, name, input);
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}

/** A new person answers the first question that takes posts, and a visitor's socket sees it. */
async function liveReply(): Promise<{ discussionId: string; postId: string }> {
  const { accessToken } = await granted(null, "account:register", {
    ...{ name: "Ada Newcomer", email: "ada@example.org", password: "rather long words 7" },
  });
  const { discussions } = await granted(null, "discussion:list", {});
  const discussionId = discussions[0]?.id;
  if (!discussionId) throw new Error("there is no demo discussion");
  const reader = await connect(at, null);
  const joined = await reader
    .timeout(5_000)
    .emitWithAck("discussion:join", { discussionId, epoch: null, since: null });
  if (!joined.ok) throw new Error("a visitor couldn't join");
  const { windows, changes } = await granted(null, "discussion:read", { discussionId });
  const told = changes.find((each) => each.kind === "discussion");
  const questionId = windows[0]?.questionId;
  const mark = commandId();
  const seen = new Promise<void>((done, fail) => {
    reader.on("feed:changed", (told) => JSON.stringify(told).includes(mark) && done());
    setTimeout(() => fail(new Error("the post wasn't seen live within 5 s")), 5_000).unref();
  });
  const { postId } = await granted(accessToken, "post:create", {
    ...{ discussionId, questionId, parentId: null, language: "en", commandId: mark },
    ...{
      body: `<p>Hello from ${mark}</p>`,
      guidelines: told?.discussion.guidelinesVersion ?? null,
    },
  });
  await seen;
  reader.close();
  return { discussionId, postId };
}

let running: ChildProcess | undefined;
try {
  const began = performance.now();
  running = start("npm", ["start"]);
  await ready(running);
  process.stdout.write(`from npm start to ready: ${seconds(began)} s\n`);
  const post = await liveReply();
  process.stdout.write(`from npm start to a new user's first live post: ${seconds(began)} s\n`);
  await end(running, -(running.pid ?? 0));

  const again = performance.now();
  running = start(process.execPath, ["dist/server/main.js"]);
  await ready(running);
  process.stdout.write(`from start to ready when built: ${seconds(again)} s\n`);
  await granted(null, "post:read", post);
  const stopping = performance.now();
  const code = await end(running, running.pid ?? 0);
  process.stdout.write(`from SIGTERM to the end: ${seconds(stopping)} s, exit code ${code}\n`);
  if (code !== 0) throw new Error(`the server ended with ${code} instead of 0`);
} catch (error) {
  process.stderr.write(`first-reply: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  if (running?.exitCode === null) process.kill(-(running.pid ?? 0), "SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
}
