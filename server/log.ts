import pino, { type DestinationStream } from "pino";
import type { LogLevel } from "#server/config.ts";
import type { Logger } from "#server/domain/deps.ts";
import { Sparing } from "#server/domain/sparing.ts";

/** Not pino's own, which waits for ever for room on a full disk when the process is to end. */
const standardOutput: DestinationStream = { write: (line) => void process.stdout.write(line) };

/**
 * One JSON object a line. What is written about is chosen by whoever logs; what came along inside an error's message
 * (a database quotes values, a driver its address) is blacked out here. An error that comes again from the same place is
 * told once a second.
 */
export function createLogger(level: LogLevel, to: DestinationStream = standardOutput): Logger {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
  const sparing = new Sparing(() => performance.now());
  return {
    info: (what, about) => log.info(blackedOut(about), what),
    warn: (what, about) => log.warn(blackedOut(about), what),
    error: (what, error, about) => {
      const told = described(error);
      const spared = sparing.admit(`${what} ${told.at?.[0] ?? told.message}`);
      if (spared) log.error({ ...blackedOut(about), error: told, ...spared }, what);
    },
  };
}

const secrets: readonly [RegExp, string][] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, "$1[credentials]@"],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\/link\/[\w-]{10,}/g, "/link/[token]"],
  [/[^\s"'<>@:;,()=]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,8}/g, "[e-mail]"],
  [/(?<![\w.])\d{1,3}(\.\d{1,3}){3}(?![\w.])/g, "[address]"],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi, "[address]"],
];
const longest = 500;

function blackOut(text: string): string {
  let clean = text.slice(0, longest);
  for (const [pattern, mark] of secrets) clean = clean.replace(pattern, mark);
  return clean;
}

const blackedOut = (about: Record<string, unknown> = {}) =>
  Object.fromEntries(
    Object.entries(about).map(([key, value]) => [
      key,
      typeof value === "string" ? blackOut(value) : value,
    ]),
  );

interface Described {
  name?: string;
  message: string;
  at?: string[];
  cause?: Described;
}

/** Name, message and the places of an error; of its further fields, which may hold anything, none. */
function described(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { message: blackOut(String(error)) };
  const at = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  const cause =
    error.cause === undefined || depth > 2 ? {} : { cause: described(error.cause, depth + 1) };
  return { name: error.name, message: blackOut(error.message), at, ...cause };
}
