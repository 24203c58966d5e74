import * as z from "zod/mini";
import { Category, Language } from "#shared/model.ts";

const group = <T extends z.core.$ZodType>(of: T) =>
  z.object({ of: z.array(of), people: z.int(), posts: z.int() });

/**
 * Who has published posts in a discussion. Groups of fewer than `fewest` people are told together, as one group `of` several; none are
 * told where everybody together is fewer. Who writes in two languages is one of both groups.
 */
export const Participation = z.object({
  people: z.int(),
  posts: z.int(),
  fewest: z.int(),
  /** null: they didn't say. */
  categories: z.array(group(z.nullable(Category))),
  languages: z.array(group(Language)),
});
export type Participation = z.infer<typeof Participation>;
