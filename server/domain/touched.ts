import type { PostId, QuestionId, UserId } from "#shared/ids.ts";
import type { Entry } from "./log.ts";
import type { State } from "./state.ts";

/** Ids of what some entries touched: what followers project and tell. */
export interface Touched {
  discussion: boolean;
  questions: Set<QuestionId>;
  members: Set<UserId>;
  /** Members whose role changed. */
  roles: Set<UserId>;
  /** Who accepted the guidelines. */
  accepted: Set<UserId>;
  posts: Set<PostId>;
}
export const untouched = (): Touched => ({
  discussion: false,
  questions: new Set(),
  members: new Set(),
  roles: new Set(),
  accepted: new Set(),
  posts: new Set(),
});

export function touch(touched: Touched, entry: Entry): void {
  for (const event of entry.events) {
    switch (event.type) {
      case "discussion:created":
        touched.discussion = true;
        touched.members.add(event.hostId);
        break;
      case "discussion:updated":
      case "discussion:marked-template":
      case "discussion:opened":
      case "discussion:closed":
      case "voice:confirmed":
      case "voice:withdrawn":
        touched.discussion = true;
        break;
      case "question:added":
      case "question:updated":
      case "question:locked":
      case "question:unlocked":
        touched.questions.add(event.questionId);
        break;
      case "member:granted":
      case "member:revoked":
        touched.members.add(event.userId);
        touched.roles.add(event.userId);
        break;
      case "member:muted":
      case "member:unmuted":
        touched.members.add(event.userId);
        break;
      case "guidelines:accepted":
        touched.accepted.add(event.userId);
        break;
      default:
        touched.posts.add(event.postId);
    }
  }
}

/** The questions whose posts were touched, so whose counts may differ. */
export function countedQuestions(touched: Touched, state: State): Set<QuestionId> {
  const questions = new Set(touched.questions);
  for (const id of touched.posts) {
    const post = state.posts.get(id);
    if (post) questions.add(post.questionId);
  }
  return questions;
}
