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
  readonly #tryOut: (channel: string) => Promise<void>;
  #answers = true;
  #answeredAt = performance.now();
  #heardAt = performance.now();
  #asked = false;
  #timer: NodeJS.Timeout | null = null;

  private constructor(asking: Redis, hearing: Redis, options: LinkOptions) {
    this.asking = asking;
    this.#hearing = hearing;
    this.#options = options;
    this.#tryOut = trialOf(asking);
    asking.on("close", () => this.failed("the connection was closed"));
  }

  /** Resolves with both lines up; throws an Error with one clear sentence. */
  static async open(options: LinkOptions): Promise<RedisLink> {
    const lines = [line(options.url), line(options.url)] as const;
    try {
      await Promise.all(lines.map((each) => firstContact(each)));
      const [asking, hearing] = lines;
      await checkUse(asking);
      return new RedisLink(asking, hearing, options);
    } catch (error) {
      for (const each of lines) each.disconnect();
      throw error;
    }
  }

  /** Hears what is published in a channel from now on, and tries every second what is done with Redis. */
  async hear(channel: string, take: (message: string) => void): Promise<void> {
    this.#hearing.on("message", (_, message) => {
      this.#heardAt = performance.now();
      take(message);
    });
    await this.#hearing.subscribe(channel);
    this.#timer = setInterval(() => this.#beat(channel), beatMs);
    this.#timer.unref();
  }

  /** Whether Redis answered lately. While it doesn't, nothing should be asked of it. */
  get answers(): boolean {
    return this.#answers;
  }

  publish(channel: string, message: string): void {
    if (!this.#answers) return;
    this.asking.publish(channel, message).catch((error: unknown) => this.failed(error));
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

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.asking.disconnect();
    this.#hearing.disconnect();
  }

  #beat(channel: string): void {
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
    this.#tryOut(channel)
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

/** Asks a Redis what the server needs of it. Throws an Error with one clear sentence. */
export async function checkRedis(url: string): Promise<string> {
  const redis = line(url);
  try {
    await firstContact(redis);
    return await checkUse(redis);
  } finally {
    redis.disconnect();
  }
}

async function checkUse(redis: Redis): Promise<string> {
  const version = await checkVersion(redis);
  try {
    await trialOf(redis)("roundtable:trial");
    return version;
  } catch (error) {
    throw unusable(redis, error);
  }
}

/**
 * Does what is done with Redis all the time, to no effect: a hint that says nothing, and a count as the limits count. One that
 * answers but takes no writes (full, a replica) is none that can be used.
 */
function trialOf(redis: Redis): (channel: string) => Promise<void> {
  const count = new RateLimiterRedis({
    ...{ storeClient: redis, keyPrefix: "roundtable:trial", points: 1_000_000, duration: 5 },
  });
  return async (channel) => {
    await Promise.all([count.consume("beat"), redis.publish(channel, "")]);
  };
}

function line(url: string): Redis {
  let met = false;
  const options = {
    ...{ lazyConnect: true, connectTimeout: 3_000, commandTimeout: answerMs },
    // Nothing is kept for later: a hint that is late is worthless, and a queue would grow as long as Redis is gone.
    ...{ enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
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
    await Promise.race([redis.connect().then(() => redis.ping()), tooLate]);
  } catch (error) {
    throw unusable(redis, why ?? error);
  } finally {
    clearTimeout(late);
    redis.off("error", note);
  }
}

function unusable({ options: { host, port } }: Redis, error: unknown): RedisUnusable {
  const text = error instanceof Error ? error.message : String(error);
  const message = text.replace(/\.? script: .*$/s, "");
  const at = `${host}:${port}`;
  if (/WRONGPASS|NOAUTH|NOPERM|invalid password/i.test(message))
    return new RedisUnusable(`REDIS_URL: the Redis at ${at} refuses this user or password`);
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(message))
    return new RedisUnusable(`REDIS_URL: there is no Redis at ${at}`);
  return new RedisUnusable(`REDIS_URL: the Redis at ${at} can't be used (${message})`);
}

async function checkVersion(redis: Redis): Promise<string> {
  const info = await redis.info("server").catch((error: unknown) => {
    throw unusable(redis, error);
  });
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? "unknown";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return version;
  throw new RedisUnusable(
    `REDIS_URL: Redis ${version} is too old, ${oldest.join(".")} or newer is needed`,
  );
}
