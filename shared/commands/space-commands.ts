import * as z from "zod/mini";
import { Slug, SpaceId } from "#shared/ids.ts";
import * as input from "#shared/inputs/spaces.ts";
import { DiscussionSummary, SpaceSummary, SpaceView } from "#shared/model.ts";
import { Done, row } from "./row.ts";

const s = "/spaces/:spaceId";

/** Spaces, which group discussions. A discussion may be listed in many, and has its own page and feed all the same. */
export const spaceCommands = {
  "space:list": row({
    input: input.ListSpaces,
    output: z.object({ spaces: z.array(SpaceSummary) }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: "/spaces" },
    about: "All spaces, or those in which a discussion is listed, oldest first.",
  }),
  "space:read": row({
    input: input.ReadSpace,
    output: z.object({
      space: SpaceView,
      discussions: z.array(DiscussionSummary),
      older: z.nullable(z.string()),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: s },
    about: "A space with its discussions, newest first.",
  }),
  "space:create": row({
    input: input.CreateSpace,
    output: z.object({ spaceId: SpaceId, slug: Slug, version: z.int() }),
    may: "admin",
    limit: "moderate",
    http: { method: "POST", path: "/spaces" },
    about: "Create a space. Its address stays as it is.",
  }),
  "space:update": row({
    input: input.UpdateSpace,
    output: z.object({ version: z.int() }),
    may: "admin",
    limit: "moderate",
    http: { method: "PATCH", path: s },
    about:
      "Change what a space says, or archive it; fields left out stay. Where somebody has changed it since the version named, nothing is changed and the answer is `conflict`.",
  }),
  "space:add-discussion": row({
    input: input.InSpace,
    output: Done,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${s}/discussions` },
    about: "List a discussion in a space; once more changes nothing.",
  }),
  "space:remove-discussion": row({
    input: input.InSpace,
    output: Done,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${s}/discussions/remove` },
    about: "List a discussion in a space no longer.",
  }),
} as const;
