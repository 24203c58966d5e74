import { onTestFinished } from "vitest";
import { type Core, openCore } from "#server/core.ts";
import type { Actor, Caller, Ears, Logger, RefreshCookie } from "#server/domain/deps.ts";
import type { Output, RawInput } from "#shared/commands.ts";
import type { SessionId } from "#shared/ids.ts";
import { granted } from "#test/support/discussion.ts";
import { openers } from "#test/support/stores.ts";

/** A clock that the test turns. */
export interface Clock {
  now: number;
}

export interface Site {
  core: Core;
  clock: Clock;
  /** Sessions that were said to have ended, in order. */
  ended: SessionId[];
  logged: string[];
}

const day = Date.UTC(2026, 10, 24, 12);

/** A site without people on a fresh embedded store, closed when the test is over. */
export async function aSite(): Promise<Site> {
  const [opener] = openers;
  if (!opener) throw new Error("There is no store to test on.");
  const { store } = await opener.open();
  const clock: Clock = { now: day };
  const logged: string[] = [];
  const line = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
  const log: Logger = { info: line, warn: line, error: line };
  const core = openCore({
    ...{ store, log, publicUrl: "http://localhost:8080", limitFactor: 1e6 },
    secret: "a-key-for-tests-9f2c71d04be8356a",
    now: () => clock.now,
  });
  const ended: SessionId[] = [];
  const ears: Ears = { tell: () => undefined, sessionsEnded: (ids) => void ended.push(...ids) };
  core.hear(ears);
  onTestFinished(async () => {
    await core.close();
    await store.close();
  });
  return { core, clock, ended, logged };
}

export interface Jar extends RefreshCookie {
  token: string | null;
  expiresAt: number;
}

/** The refresh cookie as a browser keeps it. */
export function aJar(token: string | null = null): Jar {
  return {
    token,
    expiresAt: 0,
    get() {
      return this.token;
    },
    set(next, expiresAt) {
      this.token = next;
      this.expiresAt = expiresAt;
    },
  };
}

/** Somebody at a browser, not signed in. */
export const aBrowser = (jar: Jar = aJar()): Caller => ({
  actor: { kind: "visitor" },
  address: "",
  cookie: jar,
});

/** The same caller with an access token, as a door makes it of the token. */
export async function signedInAs(site: Site, caller: Caller, accessToken: string): Promise<Caller> {
  const { actor } = await site.core.authenticate(accessToken, site.clock.now);
  return { ...caller, actor };
}

export const sessionIdOf = (actor: Actor): SessionId => {
  if (actor.kind !== "account") throw new Error("A visitor has no session.");
  return actor.sessionId;
};

export const somebody: RawInput<"account:register"> = {
  name: "Ann Example",
  email: "ann@example.org",
  password: "a fine long password",
};

/** Somebody with an account, signed in at a browser of their own. */
export async function aPerson(
  site: Site,
  more: Partial<RawInput<"account:register">> = {},
): Promise<{ me: Caller; jar: Jar; session: Output<"account:register"> }> {
  const jar = aJar();
  const browser = aBrowser(jar);
  const input = { ...somebody, ...more };
  const session = await granted(site.core.answer, browser, "account:register", input);
  return { me: await signedInAs(site, browser, session.accessToken), jar, session };
}
