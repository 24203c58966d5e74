import * as z from "zod/mini";
import { InDiscussion } from "#shared/inputs/parts.ts";
import * as input from "#shared/inputs/posts.ts";
import { AcceptedView, LocalHtml } from "#shared/model.ts";
import { d, Receipt, row } from "./row.ts";

/** What whoever writes in a discussion agrees to first. */
export const guidelinesCommands = {
  "guidelines:accept": row({
    input: input.AcceptGuidelines,
    output: Receipt,
    may: "signed-in",
    limit: "post",
    http: { method: "POST", path: `${d}/guidelines/accept` },
    about:
      "Accept the guidelines in the version that the discussion's `guidelinesVersion` names. Posting can do so as well: see `guidelines` there.",
  }),
  "guidelines:accepted": row({
    input: InDiscussion,
    output: z.object({
      /** null for who accepted none; `guidelines`: as they were then. */
      accepted: z.nullable(z.extend(AcceptedView, { guidelines: LocalHtml })),
    }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: `${d}/guidelines/accepted` },
    about: "Which guidelines the caller accepted last, as they were then.",
  }),
} as const;
