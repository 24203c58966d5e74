import type { Request, Response } from "express";
import type { VNode } from "preact";
import { catalogues } from "#client/messages/catalogues.ts";
import { plainWords } from "#client/messages/compiled/plain.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { OlderHref } from "#client/view/first-view.tsx";
import { pick } from "#client/view/format.ts";
import type { FormPage, Page } from "#client/view/page-state.ts";
import { excerpt } from "#shared/cut.ts";
import type { Feed } from "#shared/feed.ts";
import type { Instant } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { statusFor } from "./api-routes.ts";
import { queryOf } from "./page-language.tsx";

/** One page for one request, as far as it is known before anything is read. */
export interface Visit {
  request: Request;
  response: Response;
  lang: Lang;
  now: Instant;
  session: boolean;
  textOnly: boolean;
}
export interface Shown {
  page: Page;
  title: string;
  description?: string | null;
  /** The one address for what several show; null where this page is a part of it. */
  canonical?: string | null;
  status?: number;
  /** Rendered instead of the page's first view, and then nothing takes it over. */
  still?: VNode;
  olderHref?: OlderHref;
}

export const titleOf = (lang: Lang, title: string | undefined): string =>
  title ? `${title} - ${catalogues[lang].site}` : catalogues[lang].site;

export const sentences = (lang: Lang) => ({ ...catalogues[lang], ...plainWords[lang] });
type TitleKey =
  | "account"
  | "settings"
  | "signInTitle"
  | "registerTitle"
  | "discussions"
  | "linkTitle";
export const titled = (lang: Lang, key: TitleKey, page: Page): Shown => ({
  page,
  title: titleOf(lang, sentences(lang)[key]),
});

export function notice(lang: Lang, what: "not_found" | "error" | "slow", status: number): Shown {
  const t = plainWords[lang];
  const title = { not_found: t.notFoundTitle, error: t.errorTitle, slow: t.slowTitle }[what];
  return { page: { name: "notice", notice: what }, title: titleOf(lang, title), status };
}

/** Why a page can't be made, for a person; what isn't a discussion's address is not found either. */
export function refused({ lang, response }: Visit, { code, retryAfter }: Failure): Shown {
  if (code === "not_found" || code === "invalid_input") return notice(lang, "not_found", 404);
  if (retryAfter !== undefined) response.set("Retry-After", String(Math.ceil(retryAfter)));
  if (code === "slow_down") return notice(lang, "slow", 429);
  return notice(lang, "error", code === "unavailable" ? 503 : 500);
}

/** The same of a list from a place on: what is no place in it, or none any more, leads to its beginning. */
export function refusedFrom(
  place: string | null,
  visit: Visit,
  failure: Failure,
  beginning: string,
): Shown | null {
  if (!place || failure.code !== "invalid_input") return refused(visit, failure);
  visit.response.redirect(beginning);
  return null;
}

/** What a form was refused for, with the status that says so; a page asks for no `Authorization`. */
export function failedForm({ response }: Visit, shown: Shown, { failure }: FormPage): Shown {
  if (!failure) return shown;
  if (failure.retryAfter !== undefined)
    response.set("Retry-After", String(Math.ceil(failure.retryAfter)));
  const status = statusFor(failure.code);
  return { ...shown, status: status === 401 ? 422 : status };
}

export function aboutDiscussion(lang: Lang, { discussion }: Feed, page: Page): Shown {
  const title = discussion ? pick(discussion.title, lang)?.text : undefined;
  const aim = discussion && pick(discussion.aim, lang)?.text;
  return { page, title: titleOf(lang, title), description: aim ? excerpt(aim, 160) : null };
}

export const param = ({ request }: Visit, name: string): string => {
  const value = request.params[name];
  return typeof value === "string" ? value : "";
};

/** What an address says of the language, to be handed on with another address. */
export const askedIn = ({ request, lang }: Visit, mark = "?"): string =>
  queryOf(request).has("lang") ? `${mark}lang=${lang}` : "";
