import * as z from "zod/mini";
import { PostId, QuestionId } from "#shared/ids.ts";
import { InDiscussion } from "#shared/inputs/parts.ts";
import * as input from "#shared/inputs/posts.ts";
import { Done, d, row } from "./row.ts";

/** Of published posts. `median` to `gini` are about the impressions of each. */
const Exposure = z.object({
  posts: z.int(),
  impressions: z.int(),
  median: z.number(),
  min: z.int(),
  max: z.int(),
  gini: z.number(),
});

/** What readers have looked at, of all of them together. */
export const impressionCommands = {
  "impressions:report": row({
    input: input.ReportImpressions,
    output: Done,
    may: "anyone",
    limit: "impressions",
    http: { method: "POST", path: `${d}/impressions` },
    about:
      "Posts that stood before a reader's eyes, each once for each opening of a page. They are counted by post and hour, for all readers together; who it was is kept nowhere. What isn't published isn't counted, and the answer doesn't tell.",
  }),
  "discussion:exposure": row({
    input: InDiscussion,
    output: z.extend(Exposure, {
      /** In no order. */
      questions: z.array(z.extend(Exposure, { questionId: QuestionId })),
      /** The ten that were seen least often; of equal ones the older first. */
      least: z.array(
        z.object({ postId: PostId, reference: z.nullable(z.string()), impressions: z.int() }),
      ),
    }),
    may: "moderator",
    limit: "read",
    http: { method: "GET", path: `${d}/exposure` },
    about:
      "How evenly readers' eyes are spread over the published posts: 0 in `gini` means that all were seen equally often, 1 that one alone was. A few seconds old.",
  }),
} as const;
