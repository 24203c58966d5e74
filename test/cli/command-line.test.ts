import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "#server/store/open-store.ts";
import { Slug } from "#shared/ids.ts";
import { Language } from "#shared/model.ts";
import { aLongLog } from "#test/faults/harness/long-log.ts";
import { anOpenDiscussion, granted } from "#test/support/discussion.ts";
import { inTime } from "#test/support/in-time.ts";
import { anAccount, as, visitor } from "#test/support/people.ts";
import { tempFolder } from "#test/support/temp-folder.ts";
import { aCore, importPolis } from "./a-core.ts";
import { comments, exportFolder, realExports, summary } from "./polis-samples.ts";

const program = join(import.meta.dirname, "../../dist/server/roundtable.js");
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}
/** The command line, as it was built, as a process of its own, with these settings and no others. */
const typed = (argv: string[], settings: Record<string, string> = {}): Promise<Ended> =>
  start(argv, settings).ended;

function start(argv: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [program, ...argv], {
    env: { PATH: process.env.PATH ?? "", DATA_DIR: join(tempFolder(), "data"), ...settings },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  const ended = new Promise<Ended>((done) =>
    child.once("close", (code) => done({ code, out, err })),
  );
  return { child, ended };
}

/** A site that is being served by this process. */
async function aSite() {
  const dataDir = tempFolder();
  const store = await openStore({ kind: "sqlite", dataDir, durability: "normal" });
  const core = aCore(store);
  closing.push(() => store.close(), core.close);
  const admin = await anAccount(store, "admin", { admin: true });
  return { dataDir, store, core, admin };
}

test("what is typed wrongly ends with 2, and shows how it is typed", async () => {
  const { code, out, err } = await typed(["grant", "--acount", "a"]);
  expect(err).toContain("Unknown option '--acount'");
  expect(err).toContain("Usage: npm run roundtable -- grant");
  expect(err).not.toMatch(/\n\s+at /);
  expect(out).toBe("");
  expect(code).toBe(2);
});

test("help is told to whoever asks", async () => {
  const { code, out } = await typed(["--help"]);
  for (const name of ["admin-link", "grant", "revoke", "import polis", "backup", "restore", "copy"])
    expect(out).toContain(name);
  expect(code).toBe(0);
});

test("an import with faults names their lines, ends with 1 and leaves no store behind that wasn't there", async () => {
  const folder = await exportFolder({ comments: comments.replace(",-1,Buy", ",-7,Buy") });
  const dataDir = join(tempFolder(), "data");
  const argv = ["import", "polis", folder, "--title", "Square", "--language", "en"];
  const { code, err } = await typed(argv, { DATA_DIR: dataDir });
  expect(err).toContain("comments.csv line 4: moderated must be -1, 0, 1");
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
  expect(existsSync(dataDir)).toBe(false);
});

test("an import into a site that is running is there for its readers at once", async () => {
  const { core, dataDir } = await aSite();
  const folder = await exportFolder({ comments, summary });
  const argv = ["import", "polis", folder, "--title", "The square", "--language", "en"];
  const settings = { DATA_DIR: dataDir, PUBLIC_URL: "https://talk.example" };
  const first = await typed(argv, settings);
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toContain("Imported 3 posts by 2 people: 1 published, 1 pending, 1 rejected.");
  expect(first.out).toContain("https://talk.example/d/the-square");
  const { discussions } = await granted(core.answer, visitor, "discussion:list", {});
  expect(discussions).toMatchObject([{ slug: "the-square", posts: 1, phase: "open" }]);
  expect((await typed(argv, settings)).out).toContain("nothing has changed");
});

test("a role that is granted or revoked there holds in the running site within two seconds", async () => {
  const { core, dataDir, admin, store } = await aSite();
  const { discussionId, slug } = await anOpenDiscussion(core.answer, as(admin));
  const person = await anAccount(store, "person");
  const isModerator = async () =>
    (await core.answer(as(person), "member:list", { discussionId })).ok;
  const within2s = async (wanted: boolean) => {
    const until = performance.now() + 2000;
    while ((await isModerator()) !== wanted && performance.now() < until)
      await new Promise((soon) => setTimeout(soon, 20));
    return (await isModerator()) === wanted;
  };
  expect(await isModerator()).toBe(false);
  const whom = ["--account", person.email ?? "", "--discussion", slug];
  const granting = await typed(["grant", "--role", "moderator", ...whom], { DATA_DIR: dataDir });
  expect(granting).toMatchObject({ code: 0, err: "" });
  expect(await within2s(true)).toBe(true);
  expect(await typed(["revoke", ...whom], { DATA_DIR: dataDir })).toMatchObject({
    code: 0,
    err: "",
  });
  expect(await within2s(false)).toBe(true);
  const again = await typed(["revoke", ...whom], { DATA_DIR: dataDir });
  expect(again).toMatchObject({
    code: 1,
    err: "roundtable revoke: --account: This person has no role here.\n",
  });
});

test("a link for an admin works once in the running site", async () => {
  const { core, dataDir, store } = await aSite();
  const { out, code } = await typed(["admin-link"], {
    DATA_DIR: dataDir,
    PUBLIC_URL: "https://talk.example",
  });
  expect(code).toBe(0);
  const token = /^https:\/\/talk\.example\/link\/([\w-]+)$/m.exec(out)?.[1];
  expect(await granted(core.answer, visitor, "link:read", { token: token ?? "" })).toMatchObject({
    role: "admin",
  });
  expect(existsSync(join(dataDir, "secret"))).toBe(true);
  expect(await store.people.hasAdmin()).toBe(true);
});

test("a mistyped data folder doesn't become a second store", async () => {
  const dataDir = join(tempFolder(), "mistyped");
  for (const argv of [
    ["grant", "--account", "a@b.example", "--role", "host", "--discussion", "abc"],
    ["revoke", "--account", "a@b.example", "--discussion", "abc"],
    ["copy", "--from", `sqlite:${dataDir}`, "--to", `sqlite:${dataDir}2`],
  ]) {
    const { code, err } = await typed(argv, { DATA_DIR: dataDir });
    expect(err).toContain(`There is no database in ${dataDir}`);
    expect(code).toBe(1);
  }
  expect(existsSync(dataDir)).toBe(false);
});

test("settings that can't be used are all named, in one answer and without a stack", async () => {
  const { code, err } = await typed(["admin-link"], { PORT: "many", DURABILITY: "maybe" });
  expect(err).toContain("PORT");
  expect(err).toContain("DURABILITY");
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});

describe("copy", () => {
  test("fills an empty store and refuses one that isn't empty", async () => {
    const { dataDir, core } = await aSite();
    const folder = await exportFolder({ comments, summary });
    await typed(["import", "polis", folder, "--title", "The square", "--language", "en"], {
      DATA_DIR: dataDir,
    });
    await core.close();
    const to = join(tempFolder(), "other");
    const argv = ["copy", "--from", `sqlite:${dataDir}`, "--to", `sqlite:${to}`];
    const first = await typed(argv);
    expect(first.out).toContain("the-square: 6 log entries, 3 posts");
    expect(first.err).toContain("people sign in again");
    expect(first.code).toBe(0);
    const second = await typed(argv);
    expect(second.err).toContain("isn't empty, so nothing was copied");
    expect(second.code).toBe(1);
  });
});

describe("backup and restore", () => {
  test("move a site while it runs", async () => {
    const { dataDir, core } = await aSite();
    const folder = await exportFolder({ comments, summary });
    await importPolis(core.deps, folder, {
      ...{ title: "The square", slug: Slug.parse("the-square"), phase: "open" },
      language: Language.parse("en"),
    });
    const file = join(tempFolder(), "site.backup");
    const made = await typed(["backup", file], { DATA_DIR: dataDir });
    expect(made.out).toContain("the-square: 6 log entries, 3 posts");
    expect(made.code).toBe(0);
    const elsewhere = { DATA_DIR: join(tempFolder(), "data") };
    expect((await typed(["restore", file], elsewhere)).code).toBe(0);
    const again = await typed(["restore", file], elsewhere);
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^[^\n]*isn't empty[^\n]*\n$/),
    });
    const { out, code } = await typed(["doctor"], elsewhere);
    expect(out).toContain("every projection is level with its log");
    expect(code).toBe(0);
  });

  test("told to end in the middle leave no copy of anybody's data behind", async () => {
    const { dataDir, store } = await aSite();
    await aLongLog(store, 5_000);
    const [beside, other] = [tempFolder(), tempFolder()];
    const file = join(beside, "site.backup");
    const dying = start(["backup", file], { DATA_DIR: dataDir });
    await expect.poll(() => readdirSync(beside).length, { interval: 1, timeout: 20_000 }).toBe(1);
    dying.child.kill("SIGTERM");
    expect((await dying.ended).code).toBe(1);
    expect(readdirSync(beside)).toEqual([]);

    await typed(["backup", file], { DATA_DIR: dataDir });
    const restoring = start(["restore", file], { DATA_DIR: other });
    const unpacked = () => readdirSync(other).some((name) => name.startsWith("restore-"));
    await expect.poll(unpacked, { interval: 1, timeout: 20_000 }).toBe(true);
    restoring.child.kill("SIGINT");
    expect((await restoring.ended).code).toBe(1);
    expect(unpacked()).toBe(false);
    expect((await typed(["restore", file], { DATA_DIR: other })).code).toBe(0);
  });
});

describe("doctor", () => {
  test("says that a Redis of the settings isn't there", async () => {
    const { code, out } = await typed(["doctor"], { REDIS_URL: "redis://:word@127.0.0.1:1" });
    expect(code).toBe(1);
    expect(out).toContain("FAIL  REDIS_URL: there is no Redis at 127.0.0.1:1");
    expect(out).not.toContain("word@");
  });

  test("is content with a site that works, and shows no secret", async () => {
    const { dataDir } = await aSite();
    await typed(["admin-link"], { DATA_DIR: dataDir });
    const secret = (await readFile(join(dataDir, "secret"), "utf8")).trim();
    const { code, out, err } = await typed(["doctor"], {
      DATA_DIR: dataDir,
      PUBLIC_URL: "https://talk.example",
    });
    expect(out).toContain("every projection is level with its log");
    expect(out).toContain("All is well.");
    expect(out).not.toMatch(/^(warn|FAIL)/m);
    expect(out + err).not.toContain(secret);
    expect(code).toBe(0);
  });

  test("names every setting that can't be used", async () => {
    const { code, out } = await typed(["doctor"], { PORT: "many", PUBLIC_URL: "here" });
    expect(out).toMatch(/^FAIL {2}setting PORT/m);
    expect(out).toMatch(/^FAIL {2}setting PUBLIC_URL/m);
    expect(code).toBe(1);
  });

  test("fails at a damaged database, a weak secret and one that others may read is a warning", async () => {
    const { dataDir } = await aSite();
    await typed(["admin-link"], { DATA_DIR: dataDir });
    await chmod(join(dataDir, "secret"), 0o644);
    expect((await typed(["doctor"], { DATA_DIR: dataDir })).out).toMatch(
      /^warn {2}others .*secret/m,
    );
    const weak = {
      DATA_DIR: dataDir,
      NODE_ENV: "production",
      ROUNDTABLE_SECRET: "changeme".repeat(5),
    };
    expect(await typed(["doctor"], weak)).toMatchObject({
      ...{ code: 1, out: expect.stringMatching(/^FAIL {2}setting ROUNDTABLE_SECRET is too easy/m) },
    });
    const damaged = join(tempFolder(), "damaged");
    await mkdir(damaged);
    await writeFile(join(damaged, "roundtable.db"), "not a database".repeat(500));
    const ended = await typed(["doctor"], { DATA_DIR: damaged });
    expect(ended.out).toMatch(/^FAIL {2}the store can't be opened: .*damaged/m);
    expect(ended.code).toBe(1);
  });

  test("makes nothing where there is nothing", async () => {
    const dataDir = join(tempFolder(), "none");
    const { code, out } = await typed(["doctor"], { DATA_DIR: dataDir });
    expect(out).toContain("the first start makes it");
    expect(code).toBe(0);
    expect(existsSync(dataDir)).toBe(false);
  });

  test("tells of a MongoDB that isn't there within five seconds", async () => {
    const began = performance.now();
    const { code, out } = await typed(["doctor"], { MONGODB_URI: "mongodb://127.0.0.1:1/none" });
    expect(out).toMatch(/^FAIL {2}the store can't be opened/m);
    expect(code).toBe(1);
    inTime(performance.now() - began, 7_000);
  });
});

test.skipIf(realExports.length === 0)("the real exports come in one after the other", async () => {
  const dataDir = join(tempFolder(), "data");
  for (const { folder, name, posts, language } of realExports) {
    const argv = ["import", "polis", folder, "--title", name, "--language", language];
    const { code, out } = await typed(argv, { DATA_DIR: dataDir });
    expect(out).toContain(`Imported ${posts} posts`);
    expect(code).toBe(0);
  }
});
