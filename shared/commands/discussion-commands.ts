import * as z from "zod/mini";
import { DiscussionId, PostId, QuestionId, Slug } from "#shared/ids.ts";
import * as input from "#shared/inputs/discussions.ts";
import { ActInDiscussion, InDiscussion, Nothing } from "#shared/inputs/parts.ts";
import { DiscussionSummary } from "#shared/model.ts";
import { Participation } from "./participation.ts";
import { Done, d, Receipt, row } from "./row.ts";
import { Joined, Snapshot } from "./snapshot.ts";

/** Discussions and their questions. */
export const discussionCommands = {
  "discussion:list": row({
    input: input.ListDiscussions,
    output: z.object({ discussions: z.array(DiscussionSummary), older: z.nullable(z.string()) }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: "/discussions" },
    about: "Discussions, newest first.",
  }),
  "discussion:drafts": row({
    input: Nothing,
    output: z.object({ discussions: z.array(DiscussionSummary) }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: "/drafts" },
    about: "Drafts that the caller is a host or a moderator of, newest first, a hundred at most.",
  }),
  "discussion:templates": row({
    input: Nothing,
    output: z.object({ discussions: z.array(DiscussionSummary) }),
    may: "admin",
    limit: "read",
    http: { method: "GET", path: "/templates" },
    about:
      "Drafts that are marked as templates, newest first, a hundred at most. `discussion:copy` begins a discussion from one.",
  }),
  "discussion:read": row({
    input: InDiscussion,
    output: Snapshot,
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: d },
    about: "A discussion with the newest posts of each question.",
  }),
  "discussion:participation": row({
    input: InDiscussion,
    output: Participation,
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/participation` },
    about: "How many people have published posts, by category and by language. A moment old.",
  }),
  "discussion:join": row({
    input: input.Join,
    output: Joined,
    may: "anyone",
    limit: "join",
    http: { method: "GET", path: `${d}/changes` },
    about: "What changed since I last looked. On a socket it is followed by the live feed.",
  }),
  "discussion:leave": row({
    input: InDiscussion,
    output: Done,
    may: "anyone",
    limit: "join",
    http: { method: "POST", path: `${d}/leave` },
    about: "Stop following. Means something on a socket only.",
  }),
  "discussion:seen": row({
    input: input.SeenDiscussion,
    output: z.object({ seen: z.int() }),
    may: "signed-in",
    limit: "read",
    http: { method: "POST", path: `${d}/seen` },
    about:
      "Keep, for oneself alone, that all up to here has been read. The mark only moves on: an older one changes nothing.",
  }),
  "discussion:unread": row({
    input: input.Unread,
    output: z.object({
      /** The caller's own mark; null where there is none. */
      seen: z.nullable(z.int()),
      /** The first of them by `said`, and how many there are in all. */
      posts: z.array(z.object({ id: PostId, questionId: QuestionId, said: z.int() })),
      total: z.int(),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/unread` },
    about:
      "Posts of others that were published, or edited with a mark, after the caller's own mark or after `since`; none where there is neither.",
  }),
  "discussion:create": row({
    input: input.CreateDiscussion,
    output: z.object({ discussionId: DiscussionId, slug: Slug, seq: z.int() }),
    may: "admin",
    limit: "moderate",
    http: { method: "POST", path: "/discussions" },
    about: "Create a discussion as a draft; its creator is its host.",
  }),
  "discussion:copy": row({
    input: input.CopyDiscussion,
    output: z.object({ discussionId: DiscussionId, slug: Slug, seq: z.int() }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/copy` },
    about:
      "Create a draft with the texts, questions and settings of this one; without posts, people, times and outcome. Whoever copies is its host.",
  }),
  "discussion:update": row({
    input: input.UpdateDiscussion,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "PATCH", path: d },
    about: "Change what the host wrote; fields left out stay.",
  }),
  "discussion:open": row({
    input: ActInDiscussion,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/open` },
    about: "Make it public and open for posts.",
  }),
  "discussion:close": row({
    input: ActInDiscussion,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/close` },
    about: "End it: readable, but no more posts.",
  }),
  "question:add": row({
    input: input.AddQuestion,
    output: z.object({ questionId: QuestionId, number: z.int(), seq: z.int() }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/questions` },
    about: "Add a question; it gets the next number for good.",
  }),
  "question:update": row({
    input: input.UpdateQuestion,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "PATCH", path: `${d}/questions/:questionId` },
    about: "Change a question's text.",
  }),
  "question:lock": row({
    input: input.OnQuestion,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/questions/:questionId/lock` },
    about: "Take no more posts on a question.",
  }),
  "question:unlock": row({
    input: input.OnQuestion,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/questions/:questionId/unlock` },
    about: "Take posts on a question again.",
  }),
} as const;
