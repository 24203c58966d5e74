import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What the tests use and npm doesn't bring. `npm test` installs what it can: see provision.ts. */
export const needNames = ["chromium", "redis", "mongodb", "faketime", "strace"] as const;
export type Need = (typeof needNames)[number];
/** Without these only a few faults can't be made: told wherever they are missing, an error nowhere. */
const optional: ReadonlySet<Need> = new Set(["faketime", "strace"]);
export const isNeeded = (what: Need): boolean => !optional.has(what);

/** The folder of the MongoDB-speaking server for tests. */
export const secantusFolder = join(import.meta.dirname, "../../.cache/secantusdb");
export const secantusVersion = "0.7.0b3";

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (name: string): string | null =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(executable) ?? null;

const finders: Record<Need, () => string | null> = {
  chromium: () => {
    const named = process.env.CHROMIUM_PATH;
    if (named) return executable(named) ? named : null;
    return onPath("chromium") ?? onPath("chromium-browser") ?? onPath("google-chrome");
  },
  redis: () => onPath("redis-server"),
  faketime: () =>
    ["x86_64-linux-gnu/", "aarch64-linux-gnu/", ""]
      .map((where) => `/usr/lib/${where}faketime/libfaketimeMT.so.1`)
      .find((path) => existsSync(path)) ?? null,
  strace: () => onPath("strace"),
  mongodb: () => {
    const program = join(secantusFolder, "bin/secantusd-py");
    return process.env.TEST_MONGODB_URI || (executable(program) ? program : null);
  },
};

/** Where it is, or null. For `mongodb` this is TEST_MONGODB_URI when set, else the program to start. */
export const find = (what: Need): string | null => finders[what]();

/**
 * Like `find`; but in CI (`CI=true`) what is missing is an error. Elsewhere skip on null, and the end of the run tells:
 * `describe.skipIf(needs("chromium") === null)("…", () => …)`.
 */
export function needs(what: Need): string | null {
  const found = find(what);
  if (found === null && isNeeded(what) && process.env.CI === "true")
    throw new Error(
      `${what} is missing, and in CI nothing is skipped: see test/support/provision.ts`,
    );
  return found;
}
