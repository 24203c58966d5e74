import type { Request, Response } from "express";
import type { RefreshCookie } from "#server/domain/deps.ts";
import type { Time } from "#server/domain/log.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { CommandName } from "#shared/commands.ts";

/** The commands that start, go on with or end a browser's session. No other one sees or sets the cookie. */
const withCookie = new Set<CommandName>([
  ...(["account:register", "account:sign-in", "account:refresh"] as const),
  ...(["account:sign-out", "account:sign-out-everywhere", "account:change-password"] as const),
]);

interface Site {
  publicUrl: string;
  /** Origins whose pages may use the cookie. */
  origins: readonly string[];
  now(): Time;
}

/** With the `__Host-` prefix no other host, and no page without TLS, can plant a cookie of this name. */
export const cookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-roundtable" : "roundtable";

/** Whether the browser that asks has a session, which may be over. */
export const holdsSession = ({ headers }: Request, publicUrl: string): boolean =>
  readCookie(headers.cookie, cookieName(publicUrl)) !== null;

/** The cookie as a command may use it; null for a command that has no business with it. Throws `not_allowed`. */
export function refreshCookieFor(
  name: CommandName,
  request: Request,
  response: Response,
  site: Site,
): RefreshCookie | null {
  if (!withCookie.has(name)) return null;
  const cookie = cookieName(site.publicUrl);
  const held = readCookie(request.headers.cookie, cookie);
  mustComeFromOurPages(request, held !== null, site.origins);
  const fixed = `Path=/; HttpOnly; SameSite=Lax${site.publicUrl.startsWith("https:") ? "; Secure" : ""}`;
  return {
    get: () => held,
    set: (token, expiresAt) => {
      const seconds = token === null ? 0 : Math.max(0, Math.floor((expiresAt - site.now()) / 1000));
      response.removeHeader("Set-Cookie");
      response.append("Set-Cookie", `${cookie}=${token ?? ""}; Max-Age=${seconds}; ${fixed}`);
    },
  };
}

/**
 * A cookie goes along whoever makes the browser ask, so what uses it must be asked by our own pages. Browsers send
 * `Origin` with every POST, and `Sec-Fetch-Site` too. Where neither is there it is a program, which has no cookie of
 * anybody else's; one that keeps a cookie of its own names our origin. (The JSON content type and SameSite=Lax keep other
 * sites' pages out as well.)
 */
function mustComeFromOurPages(
  request: Request,
  hasCookie: boolean,
  origins: readonly string[],
): void {
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const sameSite = site === undefined || site === "same-origin" || site === "none";
  const ours = origin === undefined ? site !== undefined || !hasCookie : origins.includes(origin);
  if (!ours || !sameSite)
    throw new Refusal(
      "not_allowed",
      "Only pages of this site may do this. A program that sends the cookie also sends our Origin.",
    );
}

/** The value of the one cookie of that name; of several nobody knows which is ours. */
function readCookie(header: string | undefined, name: string): string | null {
  const values = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value, ...others] = values;
  return value && others.length === 0 && /^[\w.~-]{16,512}$/.test(value) ? value : null;
}
