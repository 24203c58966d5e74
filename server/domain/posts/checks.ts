import type { SignedIn } from "#server/domain/act.ts";
import { voicesIn } from "#server/domain/fold.ts";
import type { Time } from "#server/domain/log.ts";
import { audienceOf, roleIn } from "#server/domain/permissions.ts";
import { instant } from "#server/domain/reading/views.ts";
import { isOver, sight } from "#server/domain/reading/visibility.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Mute, PostRow, QuestionRow, State } from "#server/domain/state.ts";
import type { AnsweredPlace } from "#shared/events.ts";
import type { PostId, QuestionId, TextId, UserId, VoiceId } from "#shared/ids.ts";

export const holds = (mute: Mute | null | undefined, now: Time): mute is Mute =>
  mute !== null && mute !== undefined && (mute.until === null || mute.until > now);

/** Refuses whoever is muted now, with why and until when. */
export function unmuted(state: State, userId: UserId, now: Time): void {
  const mute = state.members.get(userId)?.mute;
  if (holds(mute, now))
    throw new Refusal("muted", "The moderators have muted you in this discussion.", {
      details: { until: mute.until === null ? null : instant(mute.until), reason: mute.reason },
    });
}

/** Refuses when the discussion takes no posts now, with the date. */
const first = (one: Time | null, other: Time | null): Time | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

export function takesPosts(state: State, now: Time): void {
  const { discussion } = state;
  const at = (time: Time | null) => ({ details: { at: time === null ? null : instant(time) } });
  if (!discussion || discussion.phase === "draft")
    throw new Refusal("discussion_not_open", "This discussion isn't open yet.", at(null));
  if (discussion.opensAt !== null && discussion.opensAt > now)
    throw new Refusal(
      "discussion_not_open",
      "This discussion isn't open yet.",
      at(discussion.opensAt),
    );
  if (isOver(discussion, now)) {
    const { closesAt, closedAt = null } = discussion;
    // Closed before its time, the time says nothing.
    const byItsTime = closesAt !== null && closesAt <= now ? closesAt : null;
    throw new Refusal(
      "discussion_closed",
      "This discussion is closed.",
      at(first(closedAt, byItsTime)),
    );
  }
}

export function unlocked(state: State, questionId: QuestionId): QuestionRow {
  const question = questionIn(state, questionId);
  if (question.locked)
    throw new Refusal("question_locked", "This question takes no more posts.", {
      field: "questionId",
    });
  return question;
}

export function questionIn(state: State, questionId: QuestionId): QuestionRow {
  const question = state.questions.get(questionId);
  if (!question)
    throw new Refusal("not_found", "There is no such question.", { field: "questionId" });
  return question;
}

/** The post, if the actor may know of it. */
export function postFor(state: State, actor: SignedIn, id: PostId, field = "postId"): PostRow {
  const post = state.posts.get(id);
  const viewer = { audience: audienceOf(roleIn(state, actor)), userId: actor.userId };
  if (!post || sight(post, viewer) === "nothing")
    throw new Refusal("not_found", "There is no such post.", { field });
  return post;
}

/** Refuses whoever can't answer the question, or reply to the post, now. */
export function answerable(
  state: State,
  actor: SignedIn,
  { questionId, parentId }: AnsweredPlace,
  now: Time,
): void {
  unmuted(state, actor.userId, now);
  takesPosts(state, now);
  unlocked(state, questionId);
  if (parentId === null) return;
  const parent = postFor(state, actor, parentId, "parentId");
  if (parent.questionId !== questionId)
    throw new Refusal("invalid_input", "The post replied to is in another question.", {
      field: "parentId",
      details: { rule: "other_question" },
    });
  if (parent.state !== "published")
    throw new Refusal("parent_unavailable", "The post replied to is no longer there.", {
      field: "parentId",
    });
}

/** The actor's own post, in one of the states named. */
export function ownPost(
  state: State,
  actor: SignedIn,
  id: PostId,
  states: readonly PostRow["state"][],
): PostRow {
  const post = postFor(state, actor, id);
  if (post.authorId !== actor.userId)
    throw new Refusal("not_allowed", "Only its author may do this.");
  return inState(post, states);
}

/** The voice, if it is one that this person is confirmed as now; undefined where none is meant. */
export function ownVoice(
  state: State,
  userId: UserId,
  wanted: VoiceId | null | undefined,
): VoiceId | undefined {
  if (!wanted) return undefined;
  if (!voicesIn(state).some((voice) => voice.id === wanted && voice.userId === userId))
    throw new Refusal("not_allowed", "You aren't confirmed for this organisation here.", {
      field: "onBehalfOf",
      details: { rule: "not_confirmed" },
    });
  return wanted;
}

/** The post waits, and is still what the moderator read: an author may have edited it meanwhile. */
export function waitingAsSeen(post: PostRow, seq: number | null | undefined): PostRow {
  inState(post, ["pending"]);
  if (seq !== null && seq !== undefined && seq !== post.seq)
    throw new Refusal("conflict", "The post has changed since it was read.", {
      field: "seq",
      details: { state: post.state, seq: post.seq },
    });
  return post;
}

/** The post's text, if it still is what was translated, or edited. */
export function unchanged({ textId }: PostRow, of: TextId | null | undefined): TextId {
  if (of && of !== textId)
    throw new Refusal("conflict", "The post was edited after it was read.", {
      field: "of",
      details: { rule: "edited" },
    });
  return textId;
}

/** Of two who decide about a post at once the second gets this, with the state it is in. */
export function inState(post: PostRow, states: readonly PostRow["state"][]): PostRow {
  if (!states.includes(post.state))
    throw new Refusal("conflict", `The post is ${post.state.replace("_", " ")}.`, {
      field: "postId",
      details: { state: post.state },
    });
  return post;
}
