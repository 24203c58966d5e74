import { describe, expect, test } from "vitest";
import { adminLink } from "#server/cli/admin-link.ts";
import { backup } from "#server/cli/backup.ts";
import { type CliCommand, CommandFailed } from "#server/cli/command.ts";
import { copy } from "#server/cli/copy.ts";
import { doctor } from "#server/cli/doctor.ts";
import { importPolisCommand } from "#server/cli/import-polis.ts";
import { restore } from "#server/cli/restore.ts";
import { grant, revoke } from "#server/cli/roles.ts";
import { runCli } from "#server/cli/run-cli.ts";
import { atLeast } from "#server/cli/versions.ts";
import { readDiscussion } from "#server/import/polis/read-discussion.ts";
import { slugOf } from "#server/import/polis/slug-of.ts";

const noStore = () => Promise.reject(new CommandFailed("It went as far as the store."));
const noPlace = () => {
  throw new CommandFailed("It went as far as the store.");
};
const commands: CliCommand[] = [
  adminLink(noStore),
  grant(noStore),
  revoke(noStore),
  importPolisCommand(noStore, { readDiscussion, slugOf }),
  backup(noStore),
  restore({ place: noPlace, scratch: noStore }),
  copy,
  doctor({ settings: () => noStore() as never, secretFault: () => null, redisVersion: noStore }),
];

async function typed(argv: string[]) {
  const lines: Record<"out" | "err", string[]> = { out: [], err: [] };
  const code = await runCli(commands, argv, {
    say: (line) => void lines.out.push(line),
    warn: (line) => void lines.err.push(line),
  });
  return { code, out: lines.out.join("\n"), err: lines.err.join("\n") };
}

describe("what is typed wrongly ends with 2, says what is wrong and shows how it is typed", () => {
  test.each([
    [[], "Usage: npm run roundtable -- COMMAND"],
    [["dance"], '"dance" isn\'t a command'],
    [["import"], 'is "import polis" meant?'],
    [["import", "polis"], "FOLDER is missing"],
    [["import", "polis", "x", "--title", "T"], "--language is missing"],
    [["import", "polis", "x", "--title", "T", "--language", "English!"], "--language must be"],
    [
      ["import", "polis", "x", "--title", "T", "--language", "en", "--slug", "A b"],
      "--slug must be",
    ],
    [
      ["import", "polis", "x", "y", "--title", "Title", "--language", "en"],
      '"y" is one argument too many',
    ],
    [
      ["grant", "--account", "a@b.example", "--role", "king", "--discussion", "abc"],
      "--role must be",
    ],
    [["grant", "--acount", "a"], "--acount"],
    [["revoke", "--account"], "--account"],
    [["revoke", "--account", "", "--discussion", "abc"], "--account is missing"],
    [["backup"], "FILE is missing"],
    [["backup", "a", "b"], '"b" is one argument too many'],
    [["restore"], "FILE is missing"],
    [["restore", "a", "--overwrite"], "--overwrite"],
    [["copy", "--from", "mongodb://me:hunt@er22@h/x", "--to", "sqlite:z"], "--from: This address"],
    [["copy", "--from", "postgres://x/y", "--to", "sqlite:z"], "--from: postgres isn't a store"],
    [["admin-link", "now"], '"now" is one argument too many'],
    [["doctor", "--all"], "--all"],
  ])("%j", async (argv, what) => {
    const { code, out, err } = await typed(argv);
    expect(err).toContain(what);
    expect(err).toContain("Usage: npm run roundtable -- ");
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

test("what is typed rightly goes as far as the store", async () => {
  for (const argv of [
    ["admin-link"],
    ["grant", "--account", "a@b.example", "--role", "host", "--discussion", "abc"],
    ["grant", "--account=A Name", "--role=moderator", "--discussion=abc"],
    ["revoke", "--discussion", "abc", "--account", "a@b.example"],
    ["backup", "site.backup", "--overwrite"],
    ["restore", "site.backup"],
  ])
    expect(await typed(argv)).toMatchObject({
      code: 1,
      err: expect.stringContaining("as far as the store"),
    });
});

test("an address is made of the folder's name, or of a checksum, where the title has no letters for one", async () => {
  const chosen: string[] = [];
  const importer = {
    slugOf,
    readDiscussion: async (_folder: string, { slug }: { slug: string }) => {
      chosen.push(slug);
      throw new CommandFailed("It went as far as the export.");
    },
  };
  for (const [title, folder] of [
    ["T", "exports/Market square/"],
    ["مرحبا", "./x"],
    ["مرحبا", "./y"],
  ])
    await runCli(
      [importPolisCommand(noStore, importer)],
      ["import", "polis", folder!, "--title", title!, "--language", "en"],
      { say: () => undefined, warn: () => undefined },
    );
  expect(chosen).toEqual([
    "market-square",
    expect.stringMatching(/^discussion-[0-9a-f]{8}$/),
    chosen[1],
  ]);
});

test("help is told in each of the ways people ask for it", async () => {
  for (const argv of [["--help"], ["help"], ["-h"]])
    expect(await typed(argv)).toMatchObject({
      code: 0,
      out: expect.stringContaining("import polis"),
    });
  for (const argv of [
    ["help", "import"],
    ["help", "import", "polis"],
    ["import", "--help"],
    ["import", "-h"],
    ["import", "polis", "--help"],
    ["import", "polis", "x", "-h"],
  ])
    expect(await typed(argv)).toMatchObject({
      code: 0,
      out: expect.stringContaining("--language LANGUAGE"),
    });
});

test.each([
  ["4.8.4", "4.8.4", true],
  ["4.10.0", "4.8.4", true],
  ["4.8.3", "4.8.4", false],
  ["3.99.99", "4.0.0", false],
  ["5.0.0-beta.1", "4.8.4", true],
])("version %s, floor %s: %s", (version, floor, good) => {
  expect(atLeast(version, floor)).toBe(good);
});
