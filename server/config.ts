import { resolve } from "node:path";
import * as z from "zod/mini";
import { faultOf } from "#server/auth/weak-secrets.ts";
import { parseTrust, type Trust } from "#server/http/client-address.ts";
import { isMongoUri } from "#server/store/mongo/mongo-uri.ts";

export type LogLevel = (typeof logLevels)[number];
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** What the operator chose. `null` is "not set". */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** An origin: without a path, and without a slash at the end. */
  readonly publicUrl: string;
  /** Origins whose pages may act with the reader's session. */
  readonly origins: readonly string[];
  readonly mongodbUri: string | null;
  readonly redisUrl: string | null;
  readonly secret: string | null;
  readonly logLevel: LogLevel;
  readonly trustProxy: Trust;
  readonly durability: "normal" | "full";
  readonly demo: boolean;
  readonly limitFactor: number;
  readonly production: boolean;
  readonly metricsToken: string | null;
  /** Paths of modules. */
  readonly translator: string | null;
  readonly scanner: string | null;
}

/** The settings can't be used. `faults` has a line for each, with the variable's name, and never a value. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`the settings can't be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

const no = (message: string) => ({ error: message });
function isOrigin(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  return new URL(value).href === `${new URL(value).origin}/`;
}
/** As ioredis reads it; it would take the first database for one that it can't read. */
function isRedisUrl(value: string): boolean {
  if (!/^rediss?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, password, hostname, pathname } = new URL(value);
  return (
    hostname !== "" && /^\/?\d{0,5}$/.test(pathname) && [username, password].every(canBeDecoded)
  );
}
function canBeDecoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
/** How a password with such characters is written into an address. */
const escapes = "in a name or password @ : / ? # % are written %40 %3A %2F %3F %23 %25";

const trust = z.pipe(
  z.string(),
  z.transform((value, context): Trust => {
    try {
      return parseTrust(value);
    } catch (error) {
      const message = error instanceof Error ? error.message : "can't be read";
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    }
  }),
);

const number = (pattern: RegExp, min: number, max: number, message: string) =>
  z.pipe(
    z.string().check(z.regex(pattern, no(message))),
    z.pipe(
      z.transform(Number),
      z.number().check(z.minimum(min, no(message)), z.maximum(max, no(message))),
    ),
  );

const modulePath = z
  .string()
  .check(z.regex(/^[^\0]+\.m?js$/, no("must be the path of a .js or .mjs file")));

const Environment = z.object({
  PORT: z._default(number(/^\d{1,5}$/, 0, 65_535, "must be a port, 0 to 65535"), 8080),
  HOST: z._default(
    z.string().check(z.regex(/^[\w.:%-]+$/, no("must be an address or a host name"))),
    "127.0.0.1",
  ),
  DATA_DIR: z._default(z.string().check(z.regex(/^[^\0]+$/, no("must be a folder"))), "./data"),
  PUBLIC_URL: z.optional(
    z
      .string()
      .check(
        z.refine(isOrigin, no("must be http:// or https:// with a host and nothing behind it")),
      ),
  ),
  MONGODB_URI: z.optional(
    z
      .string()
      .check(
        z.refine(
          isMongoUri,
          no(`must be mongodb:// or mongodb+srv:// with a host, perhaps /DATABASE; ${escapes}`),
        ),
      ),
  ),
  REDIS_URL: z.optional(
    z
      .string()
      .check(
        z.refine(
          isRedisUrl,
          no(`must be redis:// or rediss:// with a host, perhaps :PORT/NUMBER; ${escapes}`),
        ),
      ),
  ),
  ROUNDTABLE_SECRET: z.optional(z.string()),
  LOG_LEVEL: z._default(z.enum(logLevels, no(`must be one of ${logLevels.join(", ")}`)), "info"),
  TRUST_PROXY: z.optional(trust),
  DURABILITY: z._default(z.enum(["normal", "full"], no("must be normal or full")), "normal"),
  DEMO: z._default(z.enum(["on", "off"], no("must be on or off")), "on"),
  LIMIT_FACTOR: z._default(
    number(
      /^\d{1,7}(\.\d{1,6})?$/,
      0.000001,
      1_000_000,
      "must be a number above 0, at most 1000000",
    ),
    1,
  ),
  NODE_ENV: z.optional(z.string()),
  TRANSLATOR: z.optional(modulePath),
  SCANNER: z.optional(modulePath),
  METRICS_TOKEN: z.optional(
    z
      .string()
      .check(z.regex(/^[\x21-\x7e]{16,256}$/, no("must be 16 to 256 characters without spaces"))),
  ),
});

/** Reads the settings, all faults at once: throws a `ConfigError`. A variable that is empty counts as not set. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    settingsTable.map(({ name }) => [name, env[name]?.trim() || undefined]),
  );
  const read = Environment.safeParse(given);
  const faults =
    read.error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  if (given.PORT === "0" && given.PUBLIC_URL === undefined)
    faults.push("PUBLIC_URL must be set when PORT is 0: nobody knows the address beforehand");
  const weakness =
    given.ROUNDTABLE_SECRET && faultOf(given.ROUNDTABLE_SECRET, given.NODE_ENV === "production");
  if (weakness) faults.push(`ROUNDTABLE_SECRET ${weakness}`);
  if (!read.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(configOf(read.data));
}

function configOf(set: z.infer<typeof Environment>): Config {
  const publicUrl = new URL(set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).origin;
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir: resolve(set.DATA_DIR),
    publicUrl,
    origins: Object.freeze(set.PUBLIC_URL === undefined ? loopback(set.PORT) : [publicUrl]),
    mongodbUri: set.MONGODB_URI ?? null,
    redisUrl: set.REDIS_URL ?? null,
    secret: set.ROUNDTABLE_SECRET ?? null,
    logLevel: set.LOG_LEVEL,
    trustProxy: set.TRUST_PROXY ?? trustNobody,
    durability: set.DURABILITY,
    demo: set.DEMO === "on",
    limitFactor: set.LIMIT_FACTOR,
    production: set.NODE_ENV === "production",
    metricsToken: set.METRICS_TOKEN ?? null,
    translator: set.TRANSLATOR ?? null,
    scanner: set.SCANNER ?? null,
  };
}
const trustNobody: Trust = () => false;

/** While nobody said under which name the site is known, all names of this machine for itself are good. */
const loopback = (port: number): string[] =>
  ["localhost", "127.0.0.1", "[::1]"].map((host) => new URL(`http://${host}:${port}`).origin);

/** The settings of this process. */
export const environmentConfig = (): Config =>
  // biome-ignore lint/style/noProcessEnv: the one place where the environment is read
  readConfig(process.env);

/** Every variable with its default and what it means: the README's table holds the same. */
export const settingsTable = [
  {
    name: "PORT",
    default: "8080",
    meaning: "Port to listen on. 0 takes a free one, and then PUBLIC_URL must be set.",
  },
  {
    name: "HOST",
    default: "127.0.0.1",
    meaning:
      "Address to listen on. Only this machine reaches the default; in a container, or without a proxy in front, set 0.0.0.0.",
  },
  {
    name: "DATA_DIR",
    default: "./data",
    meaning: "Folder of the embedded database and of the generated secret.",
  },
  {
    name: "PUBLIC_URL",
    default: "http://localhost:PORT",
    meaning:
      "The address people use, without a path. Only pages from there may act for somebody who is signed in. With https the cookie is Secure and browsers are told to stay on https.",
  },
  {
    name: "MONGODB_URI",
    default: "not set",
    meaning: "Keeps everything in this MongoDB instead of the embedded database.",
  },
  {
    name: "REDIS_URL",
    default: "not set",
    meaning:
      "Lets several processes of one site hear of each other at once, count readers together and share rate limits. Redis 6.2 or newer; without it each process looks by itself every second.",
  },
  {
    name: "ROUNDTABLE_SECRET",
    default: "generated into DATA_DIR",
    meaning:
      "Signs access tokens and cursors: 32 random bytes or more. The same for all processes of a site.",
  },
  { name: "LOG_LEVEL", default: "info", meaning: `How much is logged: ${logLevels.join(", ")}.` },
  {
    name: "TRUST_PROXY",
    default: "not set",
    meaning:
      "Whose X-Forwarded-For is believed: a number of proxies in front, or their addresses and subnets with commas between. Not set: nobody's.",
  },
  {
    name: "DURABILITY",
    default: "normal",
    meaning:
      "full: the embedded database waits for the disk at each commit, so that a power cut loses nothing either. normal outlives a crash of the process.",
  },
  {
    name: "DEMO",
    default: "on",
    meaning: "off: an empty database stays empty instead of getting the demo discussion.",
  },
  {
    name: "LIMIT_FACTOR",
    default: "1",
    meaning: "Multiplies every rate limit; above 0. For load tests.",
  },
  { name: "NODE_ENV", default: "not set", meaning: "production: weak secrets are refused." },
  {
    name: "METRICS_TOKEN",
    default: "not set",
    meaning:
      "Bearer token for /metrics. Not set: only programs on this machine that come without a proxy may read it.",
  },
  {
    name: "TRANSLATOR",
    default: "not set",
    meaning:
      "Path of a module that translates posts by machine, as below. None is included; not set, none is offered.",
  },
  {
    name: "SCANNER",
    default: "not set",
    meaning:
      "Path of a module that looks for viruses in files before anybody else can have them, as below. None is included; not set, files are taken by their kind alone.",
  },
] as const;
