import type { CommandName } from "#shared/commands.ts";

/** What is read of a discussion, by its address: for pages that have no socket. */
export const readingRoutes = {
  "discussion:join": "GET /discussions/:discussionId/changes",
  "post:list": "GET /discussions/:discussionId/questions/:questionId/posts",
  "discussion:unread": "GET /discussions/:discussionId/unread",
  "post:context": "GET /discussions/:discussionId/posts/:postId/context",
  "post:supported": "GET /discussions/:discussionId/support",
  "post:revisions": "GET /discussions/:discussionId/posts/:postId/revisions",
} as const satisfies Partial<Record<CommandName, string>>;
export type ReadingCommand = keyof typeof readingRoutes;
