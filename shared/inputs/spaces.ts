import * as z from "zod/mini";
import { DiscussionRef, Slug, SpaceRef } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { ListDiscussions } from "./discussions.ts";
import { act, filled, inDiscussion, local } from "./parts.ts";

/** Kept for pages of the site's own beside the spaces. */
const keptSlugs = new Set(["about", "admin", "all", "archive", "edit", "new", "settings"]);

const onSpace = { spaceId: SpaceRef, ...act };

export const ListSpaces = z.strictObject({
  /** Only those in which this discussion is listed. */
  discussionId: z.optional(z.nullable(DiscussionRef)),
});

export const ReadSpace = z.extend(ListDiscussions, { spaceId: SpaceRef });

export const CreateSpace = z.strictObject({
  slug: Slug.check(z.refine((slug) => !keptSlugs.has(slug), { error: "reserved" })),
  title: local(limits.title).check(filled),
  about: z.optional(local(limits.hostText)),
  ...act,
});

export const UpdateSpace = z.strictObject({
  ...onSpace,
  /** The one that the change was made from. */
  version: z.int().check(z.positive()),
  title: z.optional(local(limits.title).check(filled)),
  about: z.optional(local(limits.hostText)),
  /** An archived space is gone from view, with its address and its list kept. */
  archived: z.optional(z.boolean()),
});

export const InSpace = z.strictObject({ ...onSpace, ...inDiscussion });
