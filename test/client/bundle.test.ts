import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

interface Chunk {
  file: string;
  imports?: string[];
}
const dist = new URL("../../dist/client/", import.meta.url);
const manifest: Record<string, Chunk> = existsSync(new URL("manifest.json", dist))
  ? JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"))
  : {};

/** Files a browser loads for these modules, each once. */
function filesOf(names: string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} isn't in the build: run npm run build.`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    filesOf(chunk.imports ?? [], seen);
  }
  return seen;
}
const kilobytes = (names: string[]): number =>
  [...filesOf(names)]
    .map((file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0) / 1000;

const languages = ["en", "fr", "es", "ar"].map(
  (lang) => `client/messages/compiled/page-${lang}.ts`,
);

test.each(languages)("a discussion's page loads at most 60 kB of script with %s", (language) => {
  const size = kilobytes([
    "client/start.ts",
    "client/main.tsx",
    "client/pages/discussion.tsx",
    language,
  ]);
  expect(size).toBeGreaterThan(10);
  expect(size).toBeLessThanOrEqual(60);
});

test("the embed loads less than the page, and knows no composer, no session and no socket", () => {
  const embed = ["client/embed/main.tsx", languages[0]!];
  const page = ["client/start.ts", "client/main.tsx", "client/pages/discussion.tsx", languages[0]!];
  expect(kilobytes(embed)).toBeLessThan(kilobytes(page) - 20);
  expect(kilobytes(embed)).toBeLessThanOrEqual(35);
  const scripts = [...filesOf(embed)].map((file) => readFileSync(new URL(file, dist), "utf8"));
  for (const script of scripts)
    expect(script).not.toMatch(/textarea.*readOnly|session\/refresh|EIO|WebSocket/);
});

test("the loader is one small file under its own name", () => {
  expect(manifest["client/embed/loader.ts"]).toMatchObject({ file: "embed.js" });
  expect(kilobytes(["client/embed/loader.ts"])).toBeLessThan(1.5);
  const loader = readFileSync(new URL("embed.js", dist), "utf8");
  expect(loader).not.toMatch(/\b(import|export)\b/);
});
