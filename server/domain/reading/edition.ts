import * as z from "zod/mini";
import { hashOf } from "#server/domain/hash.ts";
import { Joined } from "#shared/commands/snapshot.ts";
import type { DiscussionId } from "#shared/ids.ts";

/** The form of the records that readers hold. It changes by itself when a field comes, goes or becomes something else. */
const form = hashOf("records", z.toJSONSchema(Joined, { unrepresentable: "any" }));

/**
 * What a discussion's readers are told as the epoch: 24 hex digits that stand for the log's own epoch, the form of the records made
 * of it, and the discussion. Whoever comes with a place in a restored log, with records of another version (as when processes are
 * replaced one by one) or with another discussion's place starts over.
 */
export const editionOf = (epoch: string, discussionId: DiscussionId): string =>
  hashOf("edition", { epoch, form, discussionId }).slice(0, 24);
