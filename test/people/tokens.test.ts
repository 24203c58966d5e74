import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTokens } from "#server/auth/tokens.ts";
import { newSessionId, newUserId } from "#server/domain/new-id.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { corpus } from "./corpus.ts";

const secret = "a-key-for-tests-9f2c71d04be8356a";
const older = "an-older-key-for-tests-5d0e84b1c7";
const issuer = "https://talk.example.org";
const tokens = createTokens({
  secrets: [
    { id: "2", secret },
    { id: "1", secret: older },
  ],
  issuer,
});
const now = Date.UTC(2026, 10, 24, 12);
const at = now / 1000;
const [userId, sessionId] = [newUserId(), newSessionId()];
const minute = 60_000;

/** Any header and claims, well signed. */
function sign(header: unknown, claims: unknown, key = secret, hash = "sha256"): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest("base64url")}`;
}
const header = { alg: "HS256", typ: "JWT", kid: "2" };
const claims = {
  iss: issuer,
  aud: "roundtable",
  sub: userId,
  sid: sessionId,
  iat: at,
  exp: at + 600,
};

/** The code a token is refused with; null for a good one. It never quotes the token. */
function fault(token: unknown, time = now): string | null {
  try {
    tokens.verify(token as string, time);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const said = JSON.stringify(error.failure);
    const parts = typeof token === "string" ? token.split(".") : [];
    for (const part of parts) if (part.length > 8) expect(said).not.toContain(part);
    return error.failure.code;
  }
}

test("a token says who and in which session for 15 minutes", () => {
  const { token, expiresAt } = tokens.issue({ userId, sessionId, now });
  expect(expiresAt).toBe(now + 15 * minute);
  expect(tokens.verify(token, now)).toEqual({ userId, sessionId, expiresAt });
  expect(fault(token, expiresAt - 1)).toBeNull();
  expect(fault(token, expiresAt)).toBe("session_ended");
  expect(
    token
      .split(".")
      .slice(0, 2)
      .map((part) => Buffer.from(part, "base64url").toString())
      .join(),
  ).not.toContain(secret);
});

test("the first secret signs, every listed one verifies, others don't", () => {
  const before = createTokens({ secrets: [{ id: "1", secret: older }], issuer });
  const old = before.issue({ userId, sessionId, now }).token;
  const fresh = tokens.issue({ userId, sessionId, now }).token;
  expect(fault(old)).toBeNull();
  expect(() => before.verify(fresh, now)).toThrow(Refusal);
  const swapped = createTokens({ secrets: [{ id: "2", secret: older }], issuer });
  expect(() => swapped.verify(fresh, now)).toThrow(Refusal);
});

test("what is signed by hand as the server does it is taken, so the refusals below mean something", () => {
  expect(fault(sign(header, claims))).toBeNull();
  expect(fault(sign({ ...header, kid: "1" }, claims, older))).toBeNull();
});

test.each<[string, object, object]>([
  ["another audience", {}, { aud: "embed" }],
  ["several audiences", {}, { aud: ["roundtable", "embed"] }],
  ["no audience", {}, { aud: undefined }],
  ["another issuer", {}, { iss: "https://evil.example" }],
  ["no issuer", {}, { iss: undefined }],
  ["no session", {}, { sid: undefined }],
  ["a session that is no id", {}, { sid: "1" }],
  ["a user that is no id", {}, { sub: "victim" }],
  ["a user in capitals", {}, { sub: userId.toUpperCase() }],
  ["a user with a space", {}, { sub: `${userId} ` }],
  ["a user that is an object", {}, { sub: { $ne: null } }],
  ["a longer life than ours", {}, { exp: at + 901 }],
  ["a life that began long ago", {}, { iat: at - 1000, exp: at + 600 }],
  ["a life that ends before it begins", {}, { iat: at + 20, exp: at + 10 }],
  ["a birth in the future", {}, { iat: at + 31, exp: at + 600 }],
  ["no birth", {}, { iat: undefined }],
  ["no end", {}, { exp: undefined }],
  ["an end in words", {}, { exp: "9999999999" }],
  ["an end in fractions", {}, { exp: at + 0.5 }],
  ["a role", {}, { role: "admin" }],
  ["a later beginning", {}, { nbf: at + 60 }],
  ["no key id", { kid: undefined }, {}],
  ["an unknown key id", { kid: "3" }, {}],
  ["another key's id", { kid: "1" }, {}],
  ["a key id from the prototype", { kid: "__proto__" }, {}],
  ["a key id that is a list", { kid: ["2"] }, {}],
  ["alg none", { alg: "none" }, {}],
  ["alg in small letters", { alg: "hs256" }, {}],
  ["another type", { typ: "at+jwt" }, {}],
  ["a critical extension", { crit: ["b64"], b64: false }, {}],
  ["a key brought along", { jwk: { kty: "oct", k: "AA" } }, {}],
])("%s: refused although well signed", (_, head, claim) => {
  expect(fault(sign({ ...header, ...head }, { ...claims, ...claim }))).toBe("unauthenticated");
});

test("a clock half a minute behind is forgiven", () => {
  expect(fault(sign(header, { ...claims, iat: at + 30 }))).toBeNull();
});

test("another hash, another key and a signature that was touched are refused", () => {
  const [head = "", body = "", mark = ""] = sign(header, claims).split(".");
  for (const token of [
    sign({ ...header, alg: "HS512" }, claims, secret, "sha512"),
    sign({ ...header, alg: "HS384" }, claims, secret, "sha384"),
    sign(header, claims, "keyboard cat"),
    sign(header, claims, ""),
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}.${body}.${"A".repeat(43)}`,
    `${head}.${body}.${mark.startsWith("A") ? "B" : "A"}${mark.slice(1)}`,
    `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: newUserId() })).toString("base64url")}.${mark}`,
    `${sign(header, claims)}.x`,
    ` ${sign(header, claims)}`,
    `Bearer ${sign(header, claims)}`,
    sign(header, { ...claims, x: "a".repeat(10_000) }),
  ])
    expect(fault(token)).toBe("unauthenticated");
});

test("what isn't a string, or no token at all, is refused like any other", () => {
  const values = [undefined, null, 0, true, "", ".", "..", [], {}, ["a.b.c"], { length: 1e9 }];
  for (const value of [...values, { toString: "x" }]) expect(fault(value)).toBe("unauthenticated");
});

test("an expired token that isn't ours hears no more than any other", () => {
  const expired = { ...claims, iat: at - 900, exp: at - 1 };
  expect(fault(sign(header, expired))).toBe("session_ended");
  expect(fault(sign(header, { ...expired, aud: "embed" }))).toBe("unauthenticated");
  expect(fault(sign(header, expired, older))).toBe("unauthenticated");
});

test("a short secret, no secret, or two with one id don't start", () => {
  expect(() => createTokens({ secrets: [], issuer })).toThrow(/need a secret/);
  expect(() => createTokens({ secrets: [{ id: "1", secret: "short" }], issuer })).toThrow(
    /32 bytes/,
  );
  const twice = { id: "1", secret };
  expect(() => createTokens({ secrets: [twice, twice], issuer })).toThrow(/same id/);
});

interface Attack {
  name: string;
  payload: string;
  expect: string;
  jsonValue?: boolean;
  template?: { header: object; claims?: Record<string, unknown>; signWith: string };
}

/** Puts our values where the corpus has names, and completes the rest so that only the attack itself is wrong. */
function filled({ name, template }: Attack): string[] {
  const value = (raw: unknown): unknown => {
    if (typeof raw !== "string") return raw;
    const time = /^\$NOW([+-]\d+)?$/.exec(raw);
    if (time) return at + Number(time[1] ?? 0);
    return raw
      .replace(/\$(USER|MOD|MUTED)\b/, userId)
      .replace("$DELETED_USER", "gone")
      .replace("$REVOKED", randomUUID());
  };
  if (!template) return [];
  const own = Object.fromEntries(
    Object.entries(template.claims ?? {}).map(([key, raw]) => [key, value(raw)]),
  );
  const complete: Record<string, unknown> = { ...claims, ...own };
  if (name.includes("exp missing")) delete complete.exp;
  const head: Record<string, unknown> = { ...header, ...template.header };
  const hash = { HS384: "sha384", HS512: "sha512" }[String(head.alg)] ?? "sha256";
  const key = template.signWith === "SERVER_SECRET" ? secret : "-----BEGIN PUBLIC KEY-----";
  return [sign(template.header, own, key, hash), sign(head, complete, key, hash)];
}

const attacks = corpus<Attack>("jwt-attacks.json");
test.skipIf(!attacks)("every attack of the corpus is refused", () => {
  const all = attacks ?? [];
  expect(all.length).toBeGreaterThan(200);
  const through = all.flatMap((attack) => {
    const sent: unknown[] = attack.jsonValue ? [JSON.parse(attack.payload)] : [attack.payload];
    const shown = attack.template ? filled(attack) : sent;
    return shown.filter((token) => fault(token) === null).map(() => attack.name);
  });
  // A muted person's own token is a good token: that they may not post is asked elsewhere.
  expect(through).toEqual([expect.stringContaining("muted user token")]);
});
