import type { Feed } from "#shared/feed.ts";
import type { QuestionId } from "#shared/ids.ts";
import type { DiscussionView, Instant, MuteView, Reason } from "#shared/model.ts";

/** Why somebody can't write here now, as the page tells it in place of the composer. */
export type Block =
  | { why: "signed_out" }
  | { why: "session_ended" }
  | { why: "muted"; until: Instant | null; reason: Reason }
  | { why: "locked" }
  /** What is replied to was hidden or taken back meanwhile. */
  | { why: "parent_gone" }
  | { why: "closed"; at: Instant | null }
  | { why: "not_open"; at: Instant | null };

/** Where a discussion stands for its readers at a time: its phase, and the two times its host set. */
export function standing(
  { phase, opensAt, closesAt }: Pick<DiscussionView, "phase" | "opensAt" | "closesAt">,
  now: number,
): "upcoming" | "open" | "closed" {
  if (phase === "closed" || (closesAt !== null && Date.parse(closesAt) <= now)) return "closed";
  if (phase === "draft" || (opensAt !== null && Date.parse(opensAt) > now)) return "upcoming";
  return "open";
}

/** Whether the host keeps from the public how many support a post. */
export const keepsTotals = (
  discussion: Pick<DiscussionView, "phase" | "opensAt" | "closesAt" | "supportTotals">,
  now: number,
): boolean =>
  discussion.supportTotals === "after_closing" && standing(discussion, now) !== "closed";

/**
 * Since when a closed discussion is: a host may close it before its time, and its time then says nothing. The page's time moves on
 * twice a minute, so that what a host has just done may be ahead of it.
 */
export function closedSince(
  { closesAt, closedAt }: Pick<DiscussionView, "closesAt" | "closedAt">,
  now: number,
): Instant | null {
  const byItsTime = closesAt !== null && Date.parse(closesAt) <= now ? closesAt : null;
  if (!byItsTime || !closedAt) return byItsTime ?? closedAt ?? null;
  return Date.parse(closedAt) < Date.parse(byItsTime) ? closedAt : byItsTime;
}

export const holds = (mute: MuteView | null | undefined, now: number): mute is MuteView =>
  !!mute && (mute.until === null || Date.parse(mute.until) > now);

/** What keeps the reader from writing in a question at a time; null when nothing does. The server decides again. */
export function blockOf(
  feed: Feed,
  questionId: QuestionId | null,
  person: "signed_in" | "signed_out" | "session_ended",
  now: number,
): Block | null {
  const { discussion, viewer } = feed;
  if (discussion) {
    const stands = standing(discussion, now);
    if (stands === "closed") return { why: "closed", at: closedSince(discussion, now) };
    if (stands === "upcoming") return { why: "not_open", at: discussion.opensAt };
  }
  if (person !== "signed_in") return { why: person };
  const mute = viewer.userId ? feed.members.get(viewer.userId)?.mute : null;
  if (holds(mute, now)) return { why: "muted", until: mute.until, reason: mute.reason };
  if (questionId !== null && feed.questions.get(questionId)?.locked) return { why: "locked" };
  return null;
}

/** The next moment at which a time of the discussion or a mute changes what may be done; null when there is none. */
export function nextTurn(feed: Feed, now: number): number | null {
  const { discussion, viewer, members } = feed;
  const mute = viewer.userId ? members.get(viewer.userId)?.mute : null;
  const times = [discussion?.opensAt, discussion?.closesAt, mute?.until]
    .flatMap((at) => (at ? [Date.parse(at)] : []))
    .filter((at) => at > now);
  return times.length > 0 ? Math.min(...times) : null;
}
