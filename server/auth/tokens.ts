import { createSecretKey, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import * as z from "zod/mini";
import type { Tokens } from "#server/domain/deps.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { SessionId, UserId } from "#shared/ids.ts";

const lifeSeconds = 15 * 60;
/** How far ahead another of our machines' clocks may be. */
const skewSeconds = 30;
const audience = "roundtable";
const tokenMax = 2_000;
const secretMin = 32;

/** Exactly what `issue` writes: whatever else is there wasn't written by us. */
const Header = z.strictObject({
  alg: z.literal("HS256"),
  typ: z.literal("JWT"),
  kid: z.string(),
});
const seconds = z.int().check(z.nonnegative());
const Claims = z.strictObject({
  iss: z.string(),
  aud: z.literal(audience),
  sub: z.string(),
  sid: z.string(),
  iat: seconds,
  exp: seconds,
});
type Claims = z.infer<typeof Claims>;

interface Key {
  id: string;
  secret: string;
}
interface TokenOptions {
  /** The first signs, all verify: a new secret is put before the old one until its tokens are gone. */
  secrets: readonly Key[];
  issuer: string;
}

export function createTokens({ secrets, issuer }: TokenOptions): Tokens {
  const [signing] = secrets;
  if (!signing) throw new Error("Tokens need a secret.");
  // Given a string, the library tries to read a public key out of it at every token: most of the cost of verifying.
  const keys = new Map(
    secrets.map(({ id, secret }) => [id, createSecretKey(Buffer.from(secret))] as const),
  );
  if (keys.size !== secrets.length) throw new Error("Two secrets for tokens have the same id.");
  if (secrets.some(({ secret }) => Buffer.byteLength(secret) < secretMin))
    throw new Error(`A secret for tokens has ${secretMin} bytes or more.`);

  return {
    issue: ({ userId, sessionId, now }) => {
      const iat = Math.floor(now / 1000);
      const exp = iat + lifeSeconds;
      const claims = { iss: issuer, aud: audience, sub: userId, sid: sessionId, iat, exp };
      const token = jwt.sign(claims, signing.secret, { algorithm: "HS256", keyid: signing.id });
      return { token, expiresAt: exp * 1000 };
    },
    verify: (token, now) => {
      const claims = claimsOf(token, keys, issuer);
      const userId = idOf(UserId, claims?.sub);
      const sessionId = idOf(SessionId, claims?.sid);
      if (!claims || !userId || !sessionId || !lifeIsOurs(claims, now)) throw notOurs();
      const expiresAt = claims.exp * 1000;
      if (expiresAt <= now) throw new Refusal("session_ended", "Your session has run out.");
      return { userId, sessionId, expiresAt };
    },
  };
}

/** One answer for every fault, so that nobody can feel their way. */
const notOurs = () => new Refusal("unauthenticated", "The token isn't one of this site.");

/** The claims of a token that we signed, expired or not; null for anything else. */
function claimsOf(
  token: unknown,
  keys: ReadonlyMap<string, KeyObject>,
  issuer: string,
): Claims | null {
  if (typeof token !== "string" || token.length > tokenMax) return null;
  const secret = keys.get(keyIdOf(token));
  if (secret === undefined) return null;
  try {
    const signed = jwt.verify(token, secret, {
      algorithms: ["HS256"],
      issuer,
      audience,
      // Told apart below: an expired token is one of ours, and its holder hears that the session ended.
      ignoreExpiration: true,
    });
    return Claims.safeParse(signed).data ?? null;
  } catch {
    return null;
  }
}

/** The key that the header names, before anything is believed. "" names none. */
function keyIdOf(token: string): string {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString(),
    );
    return Header.safeParse(header).data?.kid ?? "";
  } catch {
    return "";
  }
}

/** An id in the one spelling it has. The shared schema tidies what people type; a token is never tidied. */
function idOf<T extends string>(schema: z.ZodMiniType<T>, claim: string | undefined): T | null {
  const { data } = schema.safeParse(claim);
  return data !== undefined && data === claim ? data : null;
}

function lifeIsOurs({ iat, exp }: Claims, now: number): boolean {
  return exp > iat && exp - iat <= lifeSeconds && iat <= now / 1000 + skewSeconds;
}
