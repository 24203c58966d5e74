import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsTable } from "#server/config.ts";
import { read, root } from "./files.ts";

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

test("every file and folder that the README links to exists", () => {
  const targets = Array.from(readme.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, path = ""]) => path);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
