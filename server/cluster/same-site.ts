import { createHmac } from "node:crypto";
import type { Logger } from "#server/domain/deps.ts";
import type { RedisLink } from "./redis-link.ts";

/** A process that said nothing for so long has ended. */
const goneMs = 3_500;
const againMs = 1_000;
const lookMs = 250;

/** Two processes of one site would sign differently. The message names the variable at fault. */
export class NotTheSameSite extends Error {
  override name = "NotTheSameSite";
}

export interface SiteOptions {
  secret: string;
  publicUrl: string;
  log: Logger;
}

/**
 * Says to the other processes of this site what this one signs with, for as long as it runs, and throws when one of them signs
 * with something else: a token of one would be refused by the other. What has just ended is waited for, since a secret may be
 * changed. Returns what ends it.
 */
export async function joinSite(
  link: RedisLink,
  key: string,
  { secret, publicUrl, log }: SiteOptions,
): Promise<() => void> {
  // Keyed by the secret, over a text that nothing else is signed with: it tells nothing but whether two are the same.
  const mine = `${createHmac("sha256", secret).update("roundtable: which secret").digest("base64url")} ${publicUrl}`;
  const until = performance.now() + goneMs + againMs;
  for (;;) {
    const said = (await link.asking.set(key, mine, "PX", goneMs, "NX")) ?? null;
    const fault = said === null ? faultOf(mine, await link.asking.get(key)) : null;
    if (fault === null) break;
    if (performance.now() > until) throw new NotTheSameSite(fault);
    await new Promise((later) => setTimeout(later, lookMs));
  }
  let told: string | null = null;
  const timer = setInterval(() => {
    if (!link.answers) return;
    link.asking.set(key, mine, "PX", goneMs, "GET").then(
      (theirs) => {
        // Both began while Redis was away, or empty.
        const fault = faultOf(mine, theirs);
        if (fault !== null && fault !== told)
          log.error("two processes of one site differ", new NotTheSameSite(fault));
        told = fault ?? told;
      },
      (error: unknown) => link.failed(error),
    );
  }, againMs);
  timer.unref();
  return () => clearInterval(timer);
}

function faultOf(mine: string, theirs: string | null): string | null {
  const [secret, publicUrl] = /^([\w-]{43}) (\S+)$/.exec(theirs ?? "")?.slice(1) ?? [];
  if (secret === undefined || theirs === mine) return null;
  return mine.startsWith(`${secret} `)
    ? `PUBLIC_URL: another process of this site is running with ${publicUrl}. All of them need the same.`
    : "ROUNDTABLE_SECRET: another process of this site is running with another secret. All of them need the same; when it isn't set, each DATA_DIR has one of its own.";
}
