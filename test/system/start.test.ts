import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import Database from "libsql";
import { expect, test } from "vitest";
import { fillable } from "#server/store/fill-store.ts";
import { openStore } from "#server/store/open-store.ts";
import { canMount, mount, unmount } from "#test/support/disk.ts";
import { inTime } from "#test/support/in-time.ts";
import { anAccountRow } from "#test/support/rows.ts";
import { freePort, ServerProcess } from "#test/support/server-process.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

/** Starts a server that has to give up: within five seconds, with words on the error output, and a code that says so. */
async function givesUp(env: Record<string, string>): Promise<string> {
  const server = new ServerProcess(await freePort(), { DATA_DIR: tempFolder(), ...env });
  const began = performance.now();
  const { code, signal } = await server.ended;
  expect({ code, signal }).toEqual({ code: 1, signal: null });
  inTime(performance.now() - began, 7_000); // a database is waited for 4.5 s; the rest is the start of a program
  expect(server.err).not.toMatch(/^\s+at /m); // no stack
  expect(server.out).toBe("");
  return server.err;
}

const embedded = { kind: "sqlite", durability: "normal" } as const;
const sha = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("a taken port is named", async () => {
  const squatter = createServer();
  const port = await freePort();
  await new Promise<void>((done) => squatter.listen(port, "127.0.0.1", done));
  const dataDir = join(tempFolder(), "data");
  const said = await givesUp({ PORT: String(port), DATA_DIR: dataDir, ROUNDTABLE_SECRET: "" });
  squatter.close();
  expect(existsSync(dataDir)).toBe(false);
  expect(said).toMatch(/the port is taken/);
  expect(said).toContain(String(port));
});

test("a free port that was taken is told", async () => {
  const env = { DATA_DIR: tempFolder(), PUBLIC_URL: "https://talk.example" };
  const server = await new ServerProcess(0, env).listening();
  const told = () => /free port was taken: {2}(\d+) of 127\.0\.0\.1\n/.exec(server.out)?.[1];
  await expect.poll(told).toBeDefined();
  expect((await fetch(`http://127.0.0.1:${told()}/health/live`)).status).toBe(200);
  await server.kill();
});

test("an address of another machine is named", async () => {
  expect(await givesUp({ HOST: "192.0.2.1" })).toMatch(/HOST 192\.0\.2\.1/);
});

test("a data folder that can't be made is named", async () => {
  const file = join(tempFolder(), "a-file");
  writeFileSync(file, "");
  expect(await givesUp({ DATA_DIR: join(file, "data") })).toContain(join(file, "data"));
  expect(await givesUp({ DATA_DIR: file })).toMatch(/\(DATA_DIR\).*it is a file/);
  expect(await givesUp({ DATA_DIR: "/proc/none/data" })).toContain("/proc/none/data");
});

test.skipIf(!canMount)("a data folder that can only be read is named", async () => {
  for (const used of [false, true]) {
    const folder = tempFolder();
    if (used) await (await openStore({ ...embedded, dataDir: folder })).close();
    const readOnly = tempFolder();
    expect(mount("--bind", folder, readOnly)).toBe(true);
    expect(mount("-o", "remount,bind,ro", readOnly)).toBe(true);
    try {
      expect(await givesUp({ DATA_DIR: readOnly })).toMatch(/read-only|EROFS/);
    } finally {
      unmount(readOnly);
    }
  }
});

test("what a crash left of a restore is refused, and left as it was", async () => {
  const dataDir = tempFolder();
  const dying = await fillable({ ...embedded, dataDir });
  await dying.begin();
  await dying.store.people.addAccount(anAccountRow());
  await dying.store.close();
  const before = sha(join(dataDir, "roundtable.db"));
  expect(await givesUp({ DATA_DIR: dataDir })).toMatch(/is incomplete.*Restore/);
  expect(sha(join(dataDir, "roundtable.db"))).toBe(before);
});

test("a damaged database is left as it was, and no second one is made", async () => {
  const dataDir = tempFolder();
  const file = join(dataDir, "roundtable.db");
  writeFileSync(file, "This was a database once.".repeat(500));
  const before = sha(file);
  expect(await givesUp({ DATA_DIR: dataDir, ROUNDTABLE_SECRET: "" })).toContain(file);
  expect(sha(file)).toBe(before);
  expect(readdirSync(dataDir)).toEqual(["roundtable.db"]);
});

test("a database of a newer version is refused and left as it was", async () => {
  const dataDir = tempFolder();
  const file = join(dataDir, "roundtable.db");
  const newer = new Database(file);
  newer.exec("create table later (x); pragma user_version = 9999");
  newer.close();
  const before = sha(file);
  expect(await givesUp({ DATA_DIR: dataDir })).toMatch(/newer/);
  expect(sha(file)).toBe(before);
});

test.each([0, 1])(
  "another program's database of version %i is refused and left as it was",
  async (version) => {
    const dataDir = tempFolder();
    const file = join(dataDir, "roundtable.db");
    const theirs = new Database(file);
    theirs.exec(`create table x (a); pragma user_version = ${version}`);
    theirs.close();
    const before = sha(file);
    const said = await givesUp({ DATA_DIR: dataDir, ROUNDTABLE_SECRET: "" });
    expect(said).toMatch(/database of another program.*DATA_DIR/);
    expect(sha(file)).toBe(before);
    expect(readdirSync(dataDir)).toEqual(["roundtable.db"]);
  },
);

test("a database without its epoch says what to do, and that helps", async () => {
  const dataDir = tempFolder();
  await (await openStore({ ...embedded, dataDir })).close();
  const db = new Database(join(dataDir, "roundtable.db"));
  db.exec("delete from meta where key = 'epoch'");
  const said = await givesUp({ DATA_DIR: dataDir });
  expect(said).toMatch(/lost its epoch.*restore FILE/);
  db.exec(/insert into meta .*;/.exec(said)?.[0] ?? "");
  db.close();
  const server = new ServerProcess(await freePort(), { DATA_DIR: dataDir });
  await server.listening();
  await server.kill();
});

test("all faults in the settings are told at once, each with its variable", async () => {
  const said = await givesUp({
    ...{ PORT: "eighty", LOG_LEVEL: "loud", DURABILITY: "some", LIMIT_FACTOR: "0", DEMO: "maybe" },
    ...{
      PUBLIC_URL: "ftp://x",
      MONGODB_URI: "http://x",
      REDIS_URL: "http://x",
      TRUST_PROXY: "all",
      NODE_ENV: "production",
      ROUNDTABLE_SECRET: "short",
    },
  });
  for (const name of ["PORT", "LOG_LEVEL", "DURABILITY", "LIMIT_FACTOR", "DEMO", "PUBLIC_URL"])
    expect(said).toContain(name);
  for (const name of ["MONGODB_URI", "REDIS_URL", "TRUST_PROXY", "ROUNDTABLE_SECRET"])
    expect(said).toContain(name);
});

test("a MongoDB that isn't there is an end, not an empty store beside it", async () => {
  const dataDir = tempFolder();
  const port = await freePort();
  const uri = `mongodb://someone:hush@127.0.0.1:${port}/rt`;
  const said = await givesUp({ DATA_DIR: dataDir, MONGODB_URI: uri });
  expect(said).toMatch(/MongoDB/);
  expect(said).not.toContain("hush");
  expect(existsSync(join(dataDir, "roundtable.db"))).toBe(false);
});

test("a secret that can be guessed doesn't start in production", async () => {
  const weak = { NODE_ENV: "production", ROUNDTABLE_SECRET: "keyboard cat ".repeat(4) };
  expect(await givesUp(weak)).toContain("ROUNDTABLE_SECRET");
});
