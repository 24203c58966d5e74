import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { langs } from "#client/messages/messages.ts";
import type { Catalogues } from "./catalogue.ts";
import { compile } from "./compile.ts";
import { wrongIn } from "./wrong.ts";

const folder = new URL("../", import.meta.url);
const catalogues = Object.fromEntries(
  langs.map((lang) => [lang, JSON.parse(readFileSync(new URL(`${lang}.json`, folder), "utf8"))]),
) as Catalogues;

const wrong = wrongIn(catalogues);
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join("\n")}\n`);
  process.exitCode = 1;
} else {
  const compiled = new URL("compiled/", folder);
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled);
  for (const [name, text] of compile(catalogues)) writeFileSync(new URL(name, compiled), text);
}
