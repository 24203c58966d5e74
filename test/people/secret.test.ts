import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSecret } from "#server/auth/secret.ts";
import { tempFolder } from "#test/support/temp-folder.ts";

const good = "xJ3v9QmT0wLr7Kp2Zs8YbNc5HdGf1AeU";
const given = (secret: string, production = true) =>
  loadSecret({ secret, dataDir: "/nowhere", production });

test("a good secret from the environment is taken as it is, and nothing is written", () => {
  expect(given(good)).toBe(good);
});

test.each(["", "short", "keyboard cat", good.slice(0, 31)])(
  "%j is too short everywhere",
  (secret) => {
    expect(() => given(secret, true)).toThrow(/ROUNDTABLE_SECRET is too short/);
    expect(() => given(secret, false)).toThrow(/ROUNDTABLE_SECRET is too short/);
  },
);

test.each([
  ...[
    "a".repeat(64),
    "ab".repeat(32),
    "secret".repeat(8),
    "keyboard cat".repeat(4),
    `${good.slice(0, 8)}`.repeat(5),
  ],
  ...[
    "0123456789abcdef0123456789abcdef",
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "9876543210".repeat(4),
  ],
  ...["a-string-secret-at-least-256-bits-long", "your-256-bit-secret-your-256-bit-secret"],
  ...[
    "change-me-change-me-change-me-please!",
    "process.env.JWT_SECRET || 'changeme-in-production'",
  ],
  ...[
    "$".repeat(40),
    `secret${" ".repeat(40)}`,
    "01".repeat(20),
    `${"1a".repeat(8) + "2b".repeat(8)}-------`,
  ],
])("%j is refused in production, without being quoted", (secret) => {
  const attempt = () => given(secret);
  expect(attempt).toThrow(/ROUNDTABLE_SECRET is too easy to guess/);
  expect(attempt).not.toThrow(secret);
  expect(given(secret, false)).toBe(secret);
});

test("good ones pass, whatever made them", () => {
  for (const secret of [
    "5f2b9c1e7a4d8036e1f7c2b5a9d4083c6e1b7f2a9c5d8e0413",
    "q8K+u3Vb/1ZtY0nRjW5sXc7E2pLhMfAo4iDgTe6B9yQ=",
    "correct horse battery staple beside seventeen purple lakes",
  ])
    expect(given(secret)).toBe(secret);
});

test("without one it is made once, for its owner's eyes only, and kept", () => {
  const dataDir = join(tempFolder(), "new", "data");
  const load = () => loadSecret({ secret: null, dataDir, production: true });
  const secret = load();
  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
  expect(load()).toBe(secret);
  expect(readdirSync(dataDir)).toEqual(["secret"]);
});

test("a file that others may read is closed to them", () => {
  const dataDir = tempFolder();
  const file = join(dataDir, "secret");
  writeFileSync(file, `${good}\n`);
  chmodSync(file, 0o644);
  expect(loadSecret({ secret: null, dataDir, production: true })).toBe(good);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ["an empty file", ""],
  ["a weak one", "secret".repeat(8)],
])("%s is told, not replaced", (_, text) => {
  const dataDir = tempFolder();
  writeFileSync(join(dataDir, "secret"), text);
  const attempt = () => loadSecret({ secret: null, dataDir, production: true });
  expect(attempt).toThrow(/The secret in .*secret is too/);
  expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe(text);
});

test("a folder, a link and a place that can't be written are told in one line", () => {
  const dataDir = tempFolder();
  const load = (place: string) => loadSecret({ secret: null, dataDir: place, production: false });
  mkdirSync(join(dataDir, "secret"));
  expect(() => load(dataDir)).toThrow(/isn't a file/);
  const linked = tempFolder();
  symlinkSync("/dev/null", join(linked, "secret"));
  expect(() => load(linked)).toThrow(/isn't a file/);
  writeFileSync(join(dataDir, "plain"), "");
  expect(() => load(join(dataDir, "plain"))).toThrow(/can't be read or written \(ENOTDIR\)/);
});
