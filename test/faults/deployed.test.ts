import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { versionFindings } from "#server/cli/versions.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

const root = join(import.meta.dirname, "../..");

/** What the Dockerfile and deploy's README install: the built code, package.json, and the packages of `npm ci --omit=dev`. */
function deployed(): string {
  const tree = tempFolder();
  cpSync(join(root, "dist"), join(tree, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(tree, "package.json"));
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(join(root, "package-lock.json"), "utf8"),
  );
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (dev || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    symlinkSync(join(root, path), join(tree, path));
  }
  return tree;
}

async function npm(tree: string, argv: string[], settings: Record<string, string> = {}) {
  const child = spawn("npm", argv, {
    cwd: tree,
    env: {
      ...{ PATH: process.env.PATH ?? "", HOME: tree, npm_config_update_notifier: "false" },
      ...{ DATA_DIR: join(tree, "data"), ...settings },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (bytes) => (out += String(bytes)));
  child.stderr.on("data", (bytes) => (err += String(bytes)));
  const [code] = await once(child, "close");
  return { code, out, err };
}

test("without the packages of a developer, npm runs the commands and the server as they were built", async () => {
  const tree = deployed();
  const asked = await npm(tree, ["run", "roundtable", "--", "doctor"]);
  expect(asked.out).toContain("ok    the packages are new enough");
  expect(asked.out).toContain("It works; the warnings say");
  expect(asked).toMatchObject({ code: 0, err: "" });
  const started = await npm(tree, ["start"], { PORT: "eighty" });
  expect(started.err).toMatch(/^roundtable: the settings can't be used:\n {2}PORT /);
  rmSync(join(tree, "dist"), { recursive: true });
  expect((await npm(tree, ["start"])).out).toContain("vite build");
});

test("the doctor judges the packages that the server runs with, not others of their name", () => {
  const tree = tempFolder();
  const put = (path: string, version: string) => {
    const folder = join(tree, "node_modules", path);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version }));
  };
  for (const name of ["socket.io", "socket.io-adapter", "engine.io", "socket.io-parser"])
    put(name, "99.0.0");
  for (const name of ["sanitize-html", "mongoose", "jsonwebtoken", "ws"]) put(name, "99.0.0");
  const faults = () =>
    versionFindings(join(tree, "dist/server"))
      .filter(({ level }) => level === "FAIL")
      .map(({ what }) => what);
  expect(faults()).toEqual([]);
  put("engine.io/node_modules/ws", "8.21.0");
  expect(faults()).toEqual([
    "socket.io > engine.io > ws 8.21.0 is too old: 8.21.1 or newer is needed",
  ]);
  rmSync(join(tree, "node_modules/jsonwebtoken"), { recursive: true });
  expect(faults()).toContain("the package jsonwebtoken isn't installed: npm ci");
});
