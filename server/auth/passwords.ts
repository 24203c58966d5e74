import { hash, type Options, verify } from "@node-rs/argon2";
import type { Passwords } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each hash occupies a thread of libuv's four and 19 MiB: two at a time leave room for everything else. */
const atOnce = 2;
const queueLength = 64;

/** Of a password that was thrown away, at the cost above. Comparing with it takes as long as with a real one. */
const nobodys =
  "$argon2id$v=19$m=19456,t=2,p=1$PqPM7wTWXQlewSe7RrOo9g$HxWMLsYxBhzOWPo/8USCGGBQnAmzqdfPYpbAtUdFMgU";

/** One spelling for passwords that look the same but were typed on different keyboards. */
const spelled = (password: string) => password.normalize("NFKC");

export function createPasswords(): Passwords {
  const inTurn = createTurns(atOnce, queueLength);
  return {
    hash: (password) => inTurn(() => hash(spelled(password), cost)),
    verify: (expected, password) =>
      inTurn(async () => {
        const same = await verify(expected ?? nobodys, spelled(password));
        return same && expected !== null;
      }),
  };
}

/** Runs `width` pieces of work at a time; refuses when `waitingMax` are waiting already. */
function createTurns(width: number, waitingMax: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= width) {
      if (waiting.length >= waitingMax)
        throw new Refusal("slow_down", "Too many people are signing in: try again in 2 s.", {
          retryAfter: 2,
        });
      await new Promise<void>((turn) => waiting.push(turn));
    } else running++;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes in between overtakes.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
