import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { find, isNeeded, type Need, needNames, secantusFolder, secantusVersion } from "./needs.ts";

/**
 * Makes sure of the programs that the tests use and npm doesn't bring: run by `npm test` before anything else. Quick when all is
 * there. Installs with apt only as root on Debian, and never touches a system otherwise.
 */
const canApt =
  process.platform === "linux" && process.getuid?.() === 0 && existsSync("/etc/debian_version");
const minutes = 60_000;

interface Outcome {
  state: "present" | "installed" | "MISSING";
  note: string;
}

function run(command: string, args: string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, {
    ...{ encoding: "utf8", env, timeout: 5 * minutes, stdio: ["ignore", "pipe", "pipe"] },
  });
}

/** Runs it; null when it went well, else the last words it said. */
function failureOf(command: string, args: string[]): string | null {
  const { status, error, stdout, stderr } = run(command, args);
  if (status === 0) return null;
  if (error) return error.message;
  const words = `${stdout}\n${stderr}`.trim().split("\n").slice(-2).join(" ");
  return `${command} ended with ${status}: ${words}`;
}

let lists: string | null | undefined;
function apt(...packages: string[]): string | null {
  if (!canApt) return `install ${packages.join(" ")} by hand (apt works as root on Debian only)`;
  lists = lists === undefined ? failureOf("apt-get", ["update", "-q"]) : lists;
  return lists ?? failureOf("apt-get", ["install", "-yq", "--no-install-recommends", ...packages]);
}

/** A virtual environment that is half made isn't there: it is thrown away, so that the next run starts clean. */
function installSecantus(): string | null {
  rmSync(secantusFolder, { recursive: true, force: true });
  const venv = () => failureOf("python3", ["-m", "venv", secantusFolder]);
  const made = venv();
  const failure =
    (made && canApt ? (apt("python3-venv") ?? venv()) : made) ??
    failureOf(join(secantusFolder, "bin/pip"), [
      ...["install", "--quiet", "--disable-pip-version-check", "--no-input"],
      `SecantusDB==${secantusVersion}`,
    ]);
  if (failure) rmSync(secantusFolder, { recursive: true, force: true });
  return failure;
}

const installers: Record<Need, () => string | null> = {
  chromium: () =>
    process.env.CHROMIUM_PATH
      ? "CHROMIUM_PATH names no program"
      : apt("chromium", "fonts-noto-core"),
  redis: () => apt("redis-server"),
  mongodb: installSecantus,
  faketime: () => apt("libfaketime"),
  strace: () => apt("strace"),
};

function provide(what: Need): Outcome {
  const there = find(what);
  if (there) return { state: "present", note: there };
  const failure = installers[what]();
  const now = find(what);
  if (now) return { state: "installed", note: now };
  return { state: "MISSING", note: failure ?? "installed, and yet it can't be found" };
}

let missing = 0;
for (const what of needNames) {
  const { state, note } = provide(what);
  if (state === "MISSING" && isNeeded(what)) missing++;
  // A MongoDB address may carry a password.
  const shown = note === process.env.TEST_MONGODB_URI ? "TEST_MONGODB_URI" : note;
  process.stdout.write(`${what}: ${state} (${shown})\n`);
}
if (missing > 0 && process.env.CI === "true") process.exitCode = 1;
