import type { Time } from "#server/domain/log.ts";
import type { DiscussionRow, MemberRow, PostRow, State } from "#server/domain/state.ts";
import type { UserId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";

/** Through whose eyes: an audience, and in it perhaps somebody who sees their own. */
export interface Viewer {
  audience: Audience;
  userId: UserId | null;
}
export const anybody: Viewer = { audience: "public", userId: null };
export const anyModerator: Viewer = { audience: "moderators", userId: null };

/**
 * What a viewer may see of a post: all of it, only that there was one, or nothing, not even that it exists.
 * The one place that decides this, for pages, feeds, sockets and exports (P5).
 */
export function sight(post: PostRow, viewer: Viewer): "whole" | "tombstone" | "nothing" {
  if (post.state === "published") return "whole";
  const insider = viewer.audience === "moderators" || viewer.userId === post.authorId;
  if (post.state === "withdrawn" || post.state === "removed")
    return insider || post.number !== null ? "tombstone" : "nothing";
  if (insider) return "whole";
  return post.state === "hidden" && post.number !== null ? "tombstone" : "nothing";
}

/** Whether a viewer is told how many support a post; whoever supports one is told its total besides. */
export const tellsSupport = (
  { discussion }: Pick<State, "discussion">,
  { audience }: Pick<Viewer, "audience">,
  now: Time,
): boolean =>
  audience === "moderators" ||
  discussion?.supportTotals !== "after_closing" ||
  isOver(discussion, now);

/** Closed by somebody, or by its time. */
export const isOver = (
  { phase, closesAt }: Pick<DiscussionRow, "phase" | "closesAt">,
  now: Time,
): boolean => phase === "closed" || (closesAt !== null && closesAt <= now);

/** Whether the author sees another thing than the public does, and so has to be told apart. */
export const concernsAuthorAlone = (post: PostRow): boolean =>
  post.state !== "published" && !(post.state === "withdrawn" && post.number !== null);

/** Whether somebody is among the people that moderators are told of: that a participant accepted the guidelines is no news. */
export const concernsModerators = ({ role, mute }: MemberRow): boolean =>
  role !== "participant" || mute !== null;
