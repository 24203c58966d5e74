import type { Request, Response } from "express";
import { isLang, type Lang, langs } from "#client/messages/messages.ts";
import { nextPath } from "#client/view/next-path.ts";
import { holdsSession } from "./refresh-cookie.ts";

const cookie = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/;
const yearSeconds = 365 * 24 * 3600;

interface Spoken {
  lang: Lang;
  /** Where the page is to be asked for instead: the page before had its language in the address, and this one has none. */
  goTo: string | null;
}

/**
 * The interface's language: as asked in the address, as kept, as in the address of the page of ours that led here, or as the
 * browser prefers. It is kept only for who is signed in: a visitor's goes from page to page in the address, and leaves
 * nothing in the browser.
 */
export function languageFor(request: Request, response: Response, publicUrl: string): Spoken {
  response.vary("Accept-Language").vary("Cookie").vary("Referer");
  const asked = queryOf(request).get("lang");
  if (asked && isLang(asked)) {
    if (holdsSession(request, publicUrl))
      response.append("Set-Cookie", `lang=${asked}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`);
    return { lang: asked, goTo: null };
  }
  const kept = cookie.exec(request.headers.cookie ?? "")?.[1];
  if (kept && isLang(kept)) return { lang: kept, goTo: null };
  const before = languageBefore(request, publicUrl);
  if (before) return { lang: before, goTo: spokenIn(request, before) };
  const accepted = request.acceptsLanguages([...langs]);
  return { lang: accepted && isLang(accepted) ? accepted : "en", goTo: null };
}

function languageBefore(request: Request, publicUrl: string): Lang | null {
  const { referer = "" } = request.headers;
  if (!referer.startsWith(`${publicUrl}/`)) return null;
  const lang = new URLSearchParams(referer.split("#")[0]?.split(/\?(.*)/s)[1]).get("lang");
  return lang && isLang(lang) ? lang : null;
}

function spokenIn(request: Request, lang: Lang): string | null {
  const url = addressIn(request);
  url.searchParams.set("lang", lang);
  const path = `${url.pathname}${url.search}`;
  return nextPath(path) === path ? path : null;
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
