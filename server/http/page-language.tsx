import type { Request, Response } from "express";
import { isLang, type Lang, langs } from "#client/messages/messages.ts";

const cookie = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/;
const yearSeconds = 365 * 24 * 3600;

/** The interface's language: as asked in the address (and kept from then on), as kept, or as the browser prefers. */
export function languageFor(request: Request, response: Response): Lang {
  response.vary("Accept-Language").vary("Cookie");
  const lang = queryOf(request).get("lang");
  if (lang && isLang(lang)) {
    response.append("Set-Cookie", `lang=${lang}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`);
    return lang;
  }
  const kept = cookie.exec(request.headers.cookie ?? "")?.[1];
  if (kept && isLang(kept)) return kept;
  const accepted = request.acceptsLanguages([...langs]);
  return accepted && isLang(accepted) ? accepted : "en";
}

/** Path and query of a request without `lang`: a language link keeps the place. */
export function hereOf(request: Request): string {
  const url = addressIn(request);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
}

const addressIn = (request: Request): URL => {
  const [path = "/", query = ""] = request.originalUrl.split(/\?(.*)/s);
  const url = new URL("http://site.invalid");
  url.pathname = path;
  url.search = query;
  return url;
};

/** The last word on a name wins, as in any form. */
export const queryOf = (request: Request): URLSearchParams => addressIn(request).searchParams;
