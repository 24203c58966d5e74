import { expect, test } from "vitest";
import { read } from "./files.ts";

interface Locked {
  version?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  resolved?: string;
  integrity?: string;
}
const lock: { packages: Record<string, Locked> } = JSON.parse(read("package-lock.json"));
const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
  JSON.parse(read("package.json"));

const installed = Object.entries(lock.packages)
  .filter(([path]) => path !== "")
  .map(([path, locked]) => ({ name: path.replace(/^.*node_modules\//, ""), ...locked }));

/** Below these versions each has a published hole. */
const floors = {
  "socket.io": "4.8.4",
  "socket.io-parser": "4.2.6",
  "engine.io": "6.6.9",
  ws: "8.21.1",
  "sanitize-html": "2.18.1",
  mongoose: "9.9.2",
  jsonwebtoken: "9.0.3",
};

const numbers = (version: string): number[] => version.split("-")[0]!.split(".").map(Number);

/** Is the version at least the floor? A pre-release of the floor is below it. */
function reaches(version: string, floor: string): boolean {
  const [have, want] = [numbers(version), numbers(floor)];
  const differing = have.findIndex((number, index) => number !== want[index]);
  if (differing === -1) return !version.includes("-");
  return have[differing]! > want[differing]!;
}

test("a version is compared by its numbers, not by its letters", () => {
  expect(reaches("4.10.0", "4.8.4")).toBe(true);
  expect(reaches("4.8.4", "4.8.4")).toBe(true);
  expect(reaches("4.8.3", "4.8.4")).toBe(false);
  expect(reaches("3.9.9", "4.8.4")).toBe(false);
  expect(reaches("4.8.4-rc.1", "4.8.4")).toBe(false);
});

test.each(Object.entries(floors))("every copy of %s is at least %s", (name, floor) => {
  const copies = installed.filter((each) => each.name === name).map(({ version = "" }) => version);
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter((version) => !reaches(version, floor))).toEqual([]);
});

test("at most 250 packages go into production", () => {
  const production = installed.filter(({ dev }) => dev !== true);
  expect(production.length).toBeGreaterThan(0);
  expect(production.length).toBeLessThanOrEqual(250);
});

test("every dependency of ours is named by one exact version", () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("the lock file checks every package and names no registry but npm's own", () => {
  expect(installed.filter(({ integrity }) => !integrity?.startsWith("sha512-"))).toEqual([]);
  const elsewhere = /^(?!https:\/\/registry\.npmjs\.org\/)/;
  expect(installed.filter(({ resolved }) => resolved && elsewhere.test(resolved))).toEqual([]);
});

test("the linter brings its program for every platform", () => {
  const platforms = installed.filter(({ name }) => name.startsWith("@biomejs/cli-"));
  expect(platforms.length).toBeGreaterThanOrEqual(8);
});

test("nothing that goes into production runs a script when it is installed", () => {
  expect(installed.filter(({ dev, hasInstallScript }) => !dev && hasInstallScript)).toEqual([]);
});
