import * as z from "zod/mini";
import { InDiscussion } from "#shared/inputs/parts.ts";
import * as input from "#shared/inputs/posts.ts";
import { DraftView } from "#shared/model.ts";
import { Done, d, row } from "./row.ts";

/** What somebody is writing and hasn't sent. Nobody else is told of it. */
export const draftCommands = {
  "draft:list": row({
    input: InDiscussion,
    output: z.object({ drafts: z.array(DraftView) }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: `${d}/drafts` },
    about: "One's own drafts in a discussion.",
  }),
  "draft:save": row({
    input: input.SaveDraft,
    output: z.object({ version: z.int() }),
    may: "signed-in",
    limit: "read",
    http: { method: "POST", path: `${d}/drafts` },
    about:
      "Keep what one is writing at a place. It names the version it follows: where another device has saved one since, nothing is changed and the answer is `conflict`.",
  }),
  "draft:drop": row({
    input: input.DropDraft,
    output: Done,
    may: "signed-in",
    limit: "read",
    http: { method: "POST", path: `${d}/drafts/drop` },
    about: "Let a draft go, unless another device has saved a newer one.",
  }),
} as const;
