import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import type { LimiterOf } from "#server/domain/rate-limits.ts";
import type { RedisLink } from "./redis-link.ts";

/**
 * Limits that all processes count together. While Redis doesn't answer, each process counts alone with the same limits.
 * Who is counted is kept in Redis as a keyed hash only, for as long as the limit lasts.
 */
export function sharedLimiters(link: RedisLink, prefix: string, secret: string): LimiterOf {
  return ({ name, points, seconds }) => {
    const local = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
    const shared = new RateLimiterRedis({
      ...{ storeClient: link.asking, keyPrefix: `${prefix}:${name}`, points, duration: seconds },
    });
    return {
      async consume(key) {
        const hidden = createHmac("sha256", secret).update(key).digest("base64url");
        if (!link.answers) return local.consume(hidden);
        try {
          return await shared.consume(hidden);
        } catch (error) {
          if (!(error instanceof Error)) throw error; // spent
          link.failed(error);
          return local.consume(hidden);
        }
      },
    };
  };
}
