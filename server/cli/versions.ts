import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "./doctor.ts";

/** Versions below these have published holes, or can't do what we need. */
const floors = {
  "socket.io": "4.8.4",
  "socket.io-parser": "4.2.6",
  "engine.io": "6.6.9",
  ws: "8.21.1",
  "sanitize-html": "2.18.1",
  mongoose: "9.9.2",
  jsonwebtoken: "9.0.3",
} as const;
const nodeFloor = "20.19.0";

/** Node and the packages that are installed, against the versions they have to have. */
export function versionFindings(): Finding[] {
  const node = process.versions.node;
  const findings: Finding[] = [
    atLeast(node, nodeFloor)
      ? { level: "ok", what: `Node ${node}` }
      : { level: "FAIL", what: `Node ${node} is too old: ${nodeFloor} or newer is needed` },
  ];
  const faults = Object.entries(floors).flatMap(([name, floor]) => faultOf(name, floor));
  if (faults.length > 0) return [...findings, ...faults];
  return [...findings, { level: "ok", what: "the packages are new enough" }];
}

function faultOf(name: string, floor: string): Finding[] {
  const version = installed(name);
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

/** The version in the nearest node_modules above this file. */
function installed(name: string): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file)) {
      const about: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (typeof about === "object" && about !== null && "version" in about)
        return String(about.version);
    }
    if (folder === dirname(folder)) return null;
  }
}
