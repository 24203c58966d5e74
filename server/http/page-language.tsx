import type { Request, Response } from "express";
import { isLang, type Lang, langs } from "#client/messages/messages.ts";
import { nextPath } from "#client/view/next-path.ts";
import { holdsSession } from "./refresh-cookie.ts";

const cookie = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/;
const yearSeconds = 365 * 24 * 3600;

interface Asked {
  lang: Lang;
  /** Text with the least of style, without script. */
  textOnly: boolean;
  /** Where the page is to be asked for instead: the page before had a choice in its address that this one's hasn't. */
  goTo: string | null;
}

/**
 * How the reader wants the page. The interface's language: as asked in the address, as kept, as in the address of the page of
 * ours that led here, or as the browser prefers. It is kept only for who is signed in: a visitor's choices go from page to
 * page in the address, and leave nothing in the browser.
 */
export function askedOf(request: Request, response: Response, publicUrl: string): Asked {
  response.vary("Accept-Language").vary("Cookie").vary("Referer");
  const here = queryOf(request);
  const before = queryBefore(request, publicUrl);
  const goingOn = !here.has("view") && before.get("view") === "text" ? { view: "text" } : {};
  const asked = (lang: Lang, more: { lang?: Lang } = {}): Asked => ({
    ...{ lang, textOnly: here.get("view") === "text" },
    goTo: withChoices(request, { ...more, ...goingOn }),
  });
  const chosen = here.get("lang");
  if (chosen && isLang(chosen)) {
    if (holdsSession(request, publicUrl))
      response.append("Set-Cookie", `lang=${chosen}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`);
    return asked(chosen);
  }
  const kept = cookie.exec(request.headers.cookie ?? "")?.[1];
  if (kept && isLang(kept)) return asked(kept);
  const lang = before.get("lang");
  if (lang && isLang(lang)) return asked(lang, { lang });
  const accepted = request.acceptsLanguages([...langs]);
  return asked(accepted && isLang(accepted) ? accepted : "en");
}

/** The query of the page of ours from which a reader came. */
function queryBefore({ headers }: Request, publicUrl: string): URLSearchParams {
  const { referer = "" } = headers;
  // A machine's own site goes by several names, of which one is the site's.
  const ours = [publicUrl, `http://${headers.host}`].some((each) => referer.startsWith(`${each}/`));
  return new URLSearchParams(ours ? referer.split("#")[0]?.split(/\?(.*)/s)[1] : "");
}

function withChoices(request: Request, choices: Record<string, string>): string | null {
  const url = addressIn(request);
  for (const [name, value] of Object.entries(choices)) url.searchParams.set(name, value);
  const path = `${url.pathname}${url.search}`;
  return Object.keys(choices).length > 0 && nextPath(path) === path ? path : null;
}

/** Path and query of a request without `lang`: a language link keeps the place. */
export function hereOf(request: Request): string {
  const url = addressIn(request);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
}

/** This page's address with text only, or whole again. */
export function otherView(here: string, view: "text" | "full"): string {
  const [path = "/", query = ""] = here.split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  asked.set("view", view);
  return `${path}?${asked}`;
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
