import * as z from "zod/mini";
import { DiscussionId } from "#shared/ids.ts";
import { Change, ViewerView, WindowView } from "#shared/model.ts";

/** A discussion as its reader may see it at `head`. */
export const Snapshot = z.object({
  discussionId: DiscussionId,
  epoch: z.string(),
  head: z.int(),
  viewer: ViewerView,
  changes: z.array(Change),
  windows: z.array(WindowView),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Either what the client missed (`delta`, no windows), or a snapshot that replaces all it holds. */
export const Joined = z.extend(Snapshot, { mode: z.enum(["delta", "snapshot"]) });
export type Joined = z.infer<typeof Joined>;
