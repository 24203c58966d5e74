import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, readConfig, settingsTable } from "#server/config.ts";

const secret = "q7vXz2LmB9tRk4WcY8hNs3JdF6gPa5Ue";
const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

test("without any variable there is a server for this machine", () => {
  expect(readConfig({})).toEqual({
    ...{
      port: 8080,
      host: "127.0.0.1",
      dataDir: resolve("data"),
      publicUrl: "http://localhost:8080",
    },
    origins: ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"],
    ...{ mongodbUri: null, redisUrl: null, secret: null, metricsToken: null },
    translator: null,
    scanner: null,
    ...{ logLevel: "info", durability: "normal", demo: true, limitFactor: 1, production: false },
    trustProxy: expect.any(Function),
  });
});

test("every variable is read", () => {
  const read = readConfig({
    ...{
      PORT: "81",
      HOST: "0.0.0.0",
      DATA_DIR: "/srv/talk",
      PUBLIC_URL: "https://Talk.example.org/",
    },
    ...{ MONGODB_URI: "mongodb://u:p@a:1,b:2/talk?replicaSet=x", REDIS_URL: "rediss://r:6379" },
    ...{
      ROUNDTABLE_SECRET: secret,
      LOG_LEVEL: "warn",
      TRUST_PROXY: "1",
      DURABILITY: "full",
      DEMO: "off",
    },
    ...{ LIMIT_FACTOR: "0.5", NODE_ENV: "production", METRICS_TOKEN: "0123456789abcdef" },
    TRANSLATOR: "./ours.mjs",
    SCANNER: "./theirs.mjs",
  });
  expect(read).toEqual({
    ...{ port: 81, host: "0.0.0.0", dataDir: "/srv/talk", publicUrl: "https://talk.example.org" },
    origins: ["https://talk.example.org"],
    ...{ mongodbUri: "mongodb://u:p@a:1,b:2/talk?replicaSet=x", redisUrl: "rediss://r:6379" },
    ...{ secret, logLevel: "warn", durability: "full", demo: false, limitFactor: 0.5 },
    translator: "./ours.mjs",
    scanner: "./theirs.mjs",
    ...{ production: true, metricsToken: "0123456789abcdef", trustProxy: expect.any(Function) },
  });
});

const wrong: Record<string, string[]> = {
  PORT: ["65536", "-1", "8080.5", "0x50", "http", "1e3", "99999999999"],
  HOST: ["a b", "http://x", "x/y"],
  PUBLIC_URL: [
    ...[
      "example.org",
      "ftp://example.org",
      "https://example.org/talk",
      "https://example.org/?a",
      "javascript:alert(1)",
    ],
    ...[
      "https://user:secret@example.org",
      "https://",
      "https://example.org#x",
      "https:example.org",
    ],
  ],
  MONGODB_URI: [
    ...["http://localhost", "mongodb://", "localhost:27017", "mongodb:///talk"],
    // Not what a password is cut into.
    ...["mongodb://me:hunt@er22@host:1/x", "mongodb://me:hunt/er22@host", "mongodb://me:a%zz@host"],
    ...["mongodb://me:27?er22@host/x", "mongodb://me:hunt", "mongodb://a,,b/x"],
  ],
  REDIS_URL: [
    ...["http://localhost", "localhost:6379", "redis", "redis:host", "redis://"],
    ...["redis://127.0.0.1:99999", "redis://:a/b@host", "redis://:a%zz@host"],
    ...["redis://host/-1", "redis://host/zero", "redis://host/0/1"],
  ],
  LOG_LEVEL: ["loud", "INFO"],
  TRUST_PROXY: [
    "true",
    "yes",
    "10.0.0.0/33",
    "10.0.0.0/",
    "1.2.3",
    "::1/129",
    "10.0.0.1,,10.0.0.2",
    "-1",
    "*",
  ],
  DURABILITY: ["high"],
  DEMO: ["true", "0", "ON"],
  LIMIT_FACTOR: ["0", "-1", "0.0", "NaN", "Infinity", "1,5", "1e3", "99999999"],
  METRICS_TOKEN: ["short", "with a space in it, long"],
};

test.each(Object.entries(wrong))("%s is refused by its name", (name, values) => {
  for (const value of values) {
    const faults = faultsOf({ PUBLIC_URL: "http://localhost", [name]: value });
    expect([value, faults]).toEqual([value, [expect.stringContaining(`${name} must `)]]);
  }
});

test("addresses of databases in every form that they have", () => {
  const forms = {
    MONGODB_URI: [
      ...["mongodb://a", "mongodb+srv://me:p%40ss@a.example/talk?w=1", "mongodb://me@[::1]:27017/"],
      ...["mongodb://a:1,b:2,c:3/talk?replicaSet=x&authSource=a@b", "mongodb://%2Ftmp%2Fm.sock/x"],
    ],
    REDIS_URL: [
      "redis://me:p%2Fw@[::1]:6379/3?family=6",
      "rediss://:x@redis.example/",
      "redis://h",
    ],
  };
  for (const [name, values] of Object.entries(forms))
    for (const value of values) expect([value, faultsOf({ [name]: value })]).toEqual([value, []]);
});

test("no fault repeats what a variable holds: it may be a password", () => {
  const faults = faultsOf({
    ...{
      MONGODB_URI: "mongo://user:hunter2@host",
      REDIS_URL: "redis:hunter2 @",
      METRICS_TOKEN: "hunter2",
    },
    ...{ PUBLIC_URL: "https://user:hunter2@example.org", PORT: "hunter2", TRUST_PROXY: "hunter2" },
  });
  expect(faults).toHaveLength(6);
  expect(faults.join()).not.toContain("hunter2");
});

test("all faults come at once", () => {
  const env = Object.fromEntries(
    Object.entries(wrong).map(([name, [value = ""]]) => [name, value]),
  );
  const named = faultsOf(env).map((fault) => fault.split(" ")[0]);
  expect(named.sort()).toEqual(Object.keys(wrong).sort());
});

test("with PORT 0 and no PUBLIC_URL nobody would know the address", () => {
  expect(faultsOf({ PORT: "0" })).toEqual([expect.stringContaining("PUBLIC_URL")]);
  expect(faultsOf({ PORT: "0", DEMO: "?" })).toHaveLength(2);
  expect(readConfig({ PORT: "0", PUBLIC_URL: "http://localhost:9000" }).port).toBe(0);
});

test("empty counts as not set, spaces around don't count, strangers don't matter", () => {
  const env = { PORT: " 81 ", HOST: "", MONGODB_URI: "  ", ROUNDTABLE_ELSE: "x", toString: "x" };
  expect(readConfig(env)).toMatchObject({ port: 81, host: "127.0.0.1", mongodbUri: null });
});

test("the settings can't be changed afterwards", () => {
  const config = readConfig({});
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  expect(() => Object.assign(config.origins, { 0: "https://evil.example" })).toThrow(TypeError);
});

test("the README's table has every variable with its default and meaning", async () => {
  const readme = await readFile("README.md", "utf8");
  const rows = settingsTable.map(({ name, default: value, meaning }) => {
    const shown = value.includes(" ") ? value : `\`${value}\``;
    return `| \`${name}\` | ${shown} | ${meaning} |`;
  });
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});

test("no variable is read that the table doesn't name", async () => {
  const source = await readFile("server/config.ts", "utf8");
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(([, name]) => name);
  expect(names.sort()).toEqual(settingsTable.map(({ name }) => name).sort());
});
