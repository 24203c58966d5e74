import * as z from "zod/mini";
import * as input from "#shared/inputs/members.ts";
import { AuthorView } from "#shared/model.ts";
import { d, row } from "./row.ts";

/** Who takes part in a discussion. */
export const peopleCommands = {
  "people:find": row({
    input: input.FindPeople,
    output: z.object({ people: z.array(AuthorView) }),
    may: "participant",
    limit: "read",
    http: { method: "GET", path: `${d}/people` },
    about:
      'People to mention: authors of published posts, and moderators whom the host names, whose names begin so, at most 8. In a body a mention is `<span data-mention="ID">@Name</span>`; whoever isn\'t one of them becomes plain text.',
  }),
} as const;
