import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "./doctor.ts";

/**
 * Versions below these have published holes, or can't do what we need. One package may be there several times: each is named by the
 * way from the server to the one that runs, as `node_modules` would be searched.
 */
const floors: readonly (readonly [way: readonly string[], floor: string])[] = [
  [["socket.io"], "4.8.4"],
  [["socket.io", "socket.io-parser"], "4.2.6"],
  [["socket.io", "engine.io"], "6.6.9"],
  [["socket.io", "engine.io", "ws"], "8.21.1"],
  [["socket.io", "socket.io-adapter", "ws"], "8.21.1"],
  [["sanitize-html"], "2.18.1"],
  [["mongoose"], "9.9.2"],
  [["jsonwebtoken"], "9.0.3"],
];
const nodeFloor = "20.19.0";

/** Node and the packages that run with the code in this folder, against the versions they have to have. */
export function versionFindings(here = dirname(fileURLToPath(import.meta.url))): Finding[] {
  const node = process.versions.node;
  const findings: Finding[] = [
    atLeast(node, nodeFloor)
      ? { level: "ok", what: `Node ${node}` }
      : { level: "FAIL", what: `Node ${node} is too old: ${nodeFloor} or newer is needed` },
  ];
  const faults = floors.flatMap(([way, floor]) => faultOf(here, way, floor));
  if (faults.length > 0) return [...findings, ...faults];
  return [...findings, { level: "ok", what: "the packages are new enough" }];
}

function faultOf(here: string, way: readonly string[], floor: string): Finding[] {
  const name = way.join(" > ");
  const version = versionIn(way.reduce<string | null>(required, here));
  if (version === null)
    return [{ level: "FAIL", what: `the package ${name} isn't installed: npm ci` }];
  if (atLeast(version, floor)) return [];
  return [{ level: "FAIL", what: `${name} ${version} is too old: ${floor} or newer is needed` }];
}

/** Whether a version reaches the floor; what follows a hyphen isn't looked at. */
export function atLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [a, b] = [numbers(version), numbers(floor)];
  for (const [i, least] of b.entries()) {
    const has = a[i] ?? 0;
    if (has !== least) return has > least;
  }
  return true;
}

/** The folder of the package that code in this folder gets by its name. */
function required(from: string | null, name: string): string | null {
  for (
    let folder = from;
    folder !== null;
    folder = folder === dirname(folder) ? null : dirname(folder)
  ) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return realpathSync(found);
  }
  return null;
}

function versionIn(folder: string | null): string | null {
  if (folder === null) return null;
  const about: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return typeof about === "object" && about !== null && "version" in about
    ? String(about.version)
    : null;
}
