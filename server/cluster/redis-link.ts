import { Redis, type RedisOptions } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Logger } from "#server/domain/deps.ts";

/** What an old Redis lacks is not looked for one by one: older ones get no repairs any more. */
const oldest = [6, 2] as const;
/** A command that takes longer counts as unanswered. */
const answerMs = 800;
/** The first contact must be made within this. */
const startMs = 4_000;
const beatMs = 1_000;
/** A line that is silent for so long is thrown away for a new one. */
const silentMs = 5_000;

/** Redis can't be used. The message says what to look at, and never the address's password. */
class RedisUnusable extends Error {
  override name = "RedisUnusable";
}

export interface LinkOptions {
  url: string;
  /** Where hints are told and heard. */
  channel: string;
  log: Logger;
  /** Called once at the start of each time without Redis. */
  outage(): void;
}

/**
 * The lines to Redis: one that asks and one that hears. Nothing waits for them: while Redis doesn't answer nothing is sent,
 * nothing is kept for later, and one line in the log says so.
 */
export class RedisLink {
  readonly asking: Redis;
  readonly #hearing: Redis;
  readonly #options: LinkOptions;
  readonly #tryOut: () => Promise<void>;
  #answers = true;
  #answeredAt = performance.now();
  #heardAt = performance.now();
  #asked = false;
  #timer: NodeJS.Timeout | null = null;

  private constructor(asking: Redis, hearing: Redis, options: LinkOptions) {
    this.asking = asking;
    this.#hearing = hearing;
    this.#options = options;
    this.#tryOut = trialOf(asking, options.channel);
    asking.on("close", () => this.failed("the connection was closed"));
  }

  /** Resolves with both lines up; throws an Error with one clear sentence. */
  static async open(options: LinkOptions): Promise<RedisLink> {
    const { asking, hearing } = await openLines(options);
    return new RedisLink(asking, hearing, options);
  }

  /** Hears what is published in the channel from now on, and tries every second what is done with Redis. */
  hear(take: (message: string) => void): void {
    this.#hearing.on("message", (_, message) => {
      this.#heardAt = performance.now();
      take(message);
    });
    this.#timer = setInterval(() => this.#beat(), beatMs);
    this.#timer.unref();
  }

  /** Whether Redis answered lately. While it doesn't, nothing should be asked of it. */
  get answers(): boolean {
    return this.#answers;
  }

  publish(message: string): void {
    if (!this.#answers) return;
    this.asking
      .publish(this.#options.channel, message)
      .catch((error: unknown) => this.failed(error));
  }

  /** It didn't answer: asked no more until it does. */
  failed(why: unknown): void {
    if (!this.#answers || this.#timer === null) return;
    this.#answers = false;
    this.#options.outage();
    this.#options.log.warn("Redis doesn't answer; this process goes on by itself", {
      error: why instanceof Error ? why.message : String(why),
    });
  }

  /** The same error for whoever starts the server: with the variable at fault. */
  named(error: unknown): Error {
    return unusable(this.asking, error);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.asking.disconnect();
    this.#hearing.disconnect();
  }

  #beat(): void {
    const now = performance.now();
    // Also where it answers and refuses: a new line may lead to the one that was made primary.
    if (now - this.#answeredAt > silentMs && this.asking.status === "ready") {
      this.#answeredAt = now;
      this.asking.disconnect(true);
    }
    if (this.#answers && now - this.#heardAt > silentMs && this.#hearing.status === "ready") {
      this.#heardAt = now;
      this.#hearing.disconnect(true);
    }
    if (this.#asked) return;
    this.#asked = true;
    this.#tryOut()
      .then(
        () => this.#answered(),
        (error: unknown) => this.failed(error),
      )
      .finally(() => {
        this.#asked = false;
      });
  }

  #answered(): void {
    this.#answeredAt = performance.now();
    if (this.#answers || this.#timer === null) return;
    this.#answers = true;
    this.#options.log.info("Redis answers again");
  }
}

/** Tries with a Redis all that the server does with it, and says its version. Throws an Error with one clear sentence. */
export async function checkRedis(url: string): Promise<string> {
  const { asking, hearing, version } = await openLines({ url, channel: "roundtable:trial" });
  asking.disconnect();
  hearing.disconnect();
  return version;
}

async function openLines({ url, channel }: Pick<LinkOptions, "url" | "channel">) {
  const [asking, hearing] = [line(url), line(url)];
  try {
    await Promise.all([firstContact(asking), firstContact(hearing)]);
    const version = await checkVersion(asking);
    const tryOut = trialOf(asking, channel);
    await Promise.all([tryOut(), hearing.subscribe(channel)]);
    // What a limit runs goes there whole the first time, and from then on by its name.
    await tryOut();
    return { asking, hearing, version };
  } catch (error) {
    asking.disconnect();
    hearing.disconnect();
    throw error instanceof RedisUnusable ? error : unusable(asking, error);
  }
}

/**
 * Does what is done with Redis all the time, to no effect: a hint that says nothing, and a count as the limits count. One that
 * answers but takes no writes (full, a replica) is none that can be used.
 */
function trialOf(redis: Redis, channel: string): () => Promise<void> {
  const count = new RateLimiterRedis({
    ...{ storeClient: redis, keyPrefix: "roundtable:trial", points: 1_000_000, duration: 5 },
  });
  return async () => {
    await Promise.all([count.consume("beat"), redis.publish(channel, "")]);
  };
}

function line(url: string): Redis {
  let met = false;
  const options = {
    ...{ lazyConnect: true, connectTimeout: 3_000, commandTimeout: answerMs },
    // Nothing is kept for later: a hint that is late is worthless, and a queue would grow as long as Redis is gone.
    // What it would look for by itself is tried by us, and it would say on the error output what its user may not.
    ...{
      enableReadyCheck: false,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    },
    retryStrategy: (times: number) => (met ? Math.min(100 * times, 1_000) : null),
  } satisfies RedisOptions;
  const redis = new Redis(url, options);
  redis.once("ready", () => {
    met = true;
  });
  // Told once an outage by the link, not at each attempt.
  redis.on("error", () => undefined);
  return redis;
}

async function firstContact(redis: Redis): Promise<void> {
  let why: Error | null = null;
  const note = (error: Error) => {
    why ??= error;
  };
  redis.on("error", note);
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, fail) => {
    late = setTimeout(() => fail(new Error("it doesn't answer")), startMs);
  });
  try {
    await Promise.race([redis.connect().then(() => loaded(redis)), tooLate]);
    // A database that isn't there is told by the way only, and the first one is taken.
    if (why !== null) throw why;
  } catch (error) {
    throw unusable(redis, why ?? error);
  } finally {
    clearTimeout(late);
    redis.off("error", note);
  }
}

async function loaded(redis: Redis): Promise<void> {
  for (;;)
    try {
      await redis.ping();
      return;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("LOADING")) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
}

function unusable({ options: { host, port } }: Redis, error: unknown): RedisUnusable {
  const text = error instanceof Error ? error.message : String(error);
  const message = text.replace(/\.? script: .*$/s, "");
  const at = `${host}:${port}`;
  if (/NOPERM/.test(message))
    return new RedisUnusable(
      `REDIS_URL: the Redis at ${at} lets its user do too little (${message})`,
    );
  if (/WRONGPASS|NOAUTH|invalid password/i.test(message))
    return new RedisUnusable(`REDIS_URL: the Redis at ${at} refuses this user or password`);
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(message))
    return new RedisUnusable(`REDIS_URL: there is no Redis at ${at}`);
  return new RedisUnusable(`REDIS_URL: the Redis at ${at} can't be used (${message})`);
}

async function checkVersion(redis: Redis): Promise<string> {
  const info = await redis.info("server");
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? "unknown";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return version;
  throw new RedisUnusable(
    `REDIS_URL: Redis ${version} is too old, ${oldest.join(".")} or newer is needed`,
  );
}
