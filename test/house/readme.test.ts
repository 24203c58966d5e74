import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsTable } from "#server/config.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { ourFiles, read, root } from "./files.ts";

const readme = read("README.md");
const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;

test("every npm script that the README names exists", () => {
  const named = Array.from(
    readme.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g),
    ([, run, short]) => run ?? short ?? "",
  );
  expect(named).toEqual(expect.arrayContaining(["start", "test", "check"]));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test("every file that a script of ours runs exists", () => {
  const files = Object.values(scripts).flatMap((each) => each.match(/[\w./-]+\.ts\b/g) ?? []);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("the README's table of settings is the server's", () => {
  const rows = readme.match(/^\| `[A-Z_]+` \|.*$/gm);
  expect(rows).toEqual(
    settingsTable.map(
      ({ name, default: value, meaning }) =>
        `| \`${name}\` | ${value.includes(" ") ? value : `\`${value}\``} | ${meaning} |`,
    ),
  );
});

test("the README's table of commands has every command, and no other", () => {
  const typed = ourFiles
    .filter((path) => path.startsWith("server/cli/"))
    .flatMap((path) => Array.from(read(path).matchAll(/^\s+name: "(.+)",\n\s+about:/gm)))
    .map(([, name]) => name);
  const chapter = readme.slice(readme.indexOf("## Commands"), readme.indexOf("## Running it"));
  const rows = Array.from(
    chapter.matchAll(/^\| `([a-z -]+?)(?: [A-Z[-].*?)?`/gm),
    ([, name]) => name,
  );
  expect(rows.toSorted()).toEqual(typed.toSorted());
});

test("every figure that the README tells operators to watch is one of /metrics", async () => {
  const named = new Set(readme.match(/\b(?:roundtable|process|nodejs)_[a-z0-9_]+\b/g));
  expect(named.size).toBeGreaterThan(5);
  const { body } = await createMetrics().text();
  expect([...named].filter((name) => !body.includes(`# TYPE ${name} `))).toEqual([]);
});

test("every file and folder that the README links to exists", () => {
  const targets = Array.from(readme.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, path = ""]) => path);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
