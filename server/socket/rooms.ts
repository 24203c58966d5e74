import type { DiscussionId, SessionId, UserId } from "#shared/ids.ts";
import type { Audience } from "#shared/model.ts";

/** Names of rooms, made here alone: no client ever names one. */
export const rooms = {
  audience: (id: DiscussionId, audience: Audience) => `discussion:${id}:${audience}`,
  /** Somebody's own in a discussion, for those who read it as the public does. */
  person: (id: DiscussionId, userId: UserId) => `discussion:${id}:person:${userId}`,
  user: (userId: UserId) => `user:${userId}`,
  session: (sessionId: SessionId) => `session:${sessionId}`,
};
