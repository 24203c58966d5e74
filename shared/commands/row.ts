import * as z from "zod/mini";
import type { Rate } from "#shared/limits.ts";

/**
 * Who may, weakest first. `participant`: signed in and not muted. `author`: of the post named; `author-or-moderator`: that, or a moderator.
 * `moderator`, `host`: of the discussion named, a host may what a moderator may. `admin`: of the site, may all but an author's acts.
 */
export type May =
  | "anyone"
  | "signed-in"
  | "participant"
  | "author"
  | "author-or-moderator"
  | "moderator"
  | "host"
  | "admin";

/** One command: what is sent, what is answered, who may, and how it is reached. */
export interface Row<I, O> {
  input: I;
  output: O;
  may: May;
  limit: Rate;
  /** Path parameters are input fields; the rest is the body, or the query of a GET. */
  http: { method: "GET" | "POST" | "PATCH"; path: string };
  /** One line for the API page. */
  about: string;
}
export const row = <I, O>(r: Row<I, O>) => r;

/** Where the commands of one discussion are found over HTTP. */
export const d = "/discussions/:discussionId";

/** At which `seq` a command was written. */
export const Receipt = z.object({ seq: z.int() });
export const Done = z.object({});
