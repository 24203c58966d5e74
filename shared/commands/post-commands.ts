import * as z from "zod/mini";
import { DiscussionId, PostId, Slug } from "#shared/ids.ts";
import { InDiscussion } from "#shared/inputs/parts.ts";
import * as input from "#shared/inputs/posts.ts";
import {
  AttachedFile,
  AuthorView,
  Instant,
  Language,
  ParentView,
  PostView,
  SafeHtml,
  SupportTotal,
  WindowView,
} from "#shared/model.ts";
import { Done, d, row } from "./row.ts";

const PostReceipt = z.object({ postId: PostId, seq: z.int() });

/** Posts, and what moderators decide about them. */
export const postCommands = {
  "post:create": row({
    input: input.CreatePost,
    output: PostReceipt,
    may: "participant",
    limit: "post",
    http: { method: "POST", path: `${d}/posts` },
    about: "Answer a question, or reply to a post.",
  }),
  "post:edit": row({
    input: input.EditPost,
    output: PostReceipt,
    may: "author",
    limit: "post",
    http: { method: "PATCH", path: `${d}/posts/:postId` },
    about:
      "Change one's own post: silently for 15 minutes, as long as nobody else has replied to it or supported it, later with a mark.",
  }),
  "post:answering": row({
    input: input.Answering,
    output: Done,
    may: "moderator",
    limit: "read",
    http: { method: "POST", path: `${d}/answering` },
    about:
      "Show readers that a moderator is answering here, for 15 seconds or until `on` is false. Nothing is kept.",
  }),
  "post:support": row({
    input: input.SupportPost,
    output: z.object({ support: z.nullable(z.int()) }),
    may: "participant",
    limit: "read",
    http: { method: "POST", path: `${d}/posts/:postId/support` },
    about: "Support somebody else's post, or take that back. Who supports it is shown to nobody.",
  }),
  "post:supported": row({
    input: InDiscussion,
    output: z.object({
      postIds: z.array(PostId),
      /** Of these, where the host keeps totals from the caller: who supports a post is told its total. Else none, since posts tell it. */
      totals: z.array(SupportTotal),
    }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: `${d}/support` },
    about: "Which posts the caller supports.",
  }),
  "post:withdraw": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "author",
    limit: "post",
    http: { method: "POST", path: `${d}/posts/:postId/withdraw` },
    about: "Take one's own post back; replies stay.",
  }),
  "post:translate": row({
    input: input.TranslatePost,
    output: PostReceipt,
    may: "author-or-moderator",
    limit: "post",
    http: { method: "POST", path: `${d}/posts/:postId/translations` },
    about:
      "Attach a translation into one of the discussion's languages, in place of the one there was. It is shown as by its author, or as by the moderators.",
  }),
  "post:machine-translate": row({
    input: input.MachineTranslatePost,
    output: PostReceipt,
    may: "author-or-moderator",
    limit: "post",
    http: { method: "POST", path: `${d}/posts/:postId/translations/machine` },
    about:
      "Have a machine translate a post, and attach that under one's own name, marked as made by a machine. `not_found` where the operator has none.",
  }),
  "discussion:translator": row({
    input: InDiscussion,
    output: z.object({ offered: z.boolean() }),
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: `${d}/translator` },
    about: "Whether a machine translates here.",
  }),
  "post:untranslate": row({
    input: input.UntranslatePost,
    output: PostReceipt,
    may: "author-or-moderator",
    limit: "post",
    http: { method: "POST", path: `${d}/posts/:postId/translations/withdraw` },
    about: "Take back a translation: one's own, or as a moderator anybody's.",
  }),
  "post:read": row({
    input: input.ReadPost,
    output: z.object({ post: PostView, head: z.int() }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts/:postId` },
    about: "One post as the caller may see it.",
  }),
  "post:context": row({
    input: input.ReadPost,
    output: z.object({ posts: z.array(PostView), head: z.int() }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts/:postId/context` },
    about:
      "One post with what it answers, what answers it and what was posted around it in the same question, in the order of posting.",
  }),
  "post:locate": row({
    input: input.LocatePost,
    output: z.object({
      discussionId: DiscussionId,
      slug: Slug,
      /** The caller may know no more than that there was such a post. */
      gone: z.boolean(),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: "/posts/:postId" },
    about: "Which discussion a post is in.",
  }),
  "post:list": row({
    input: input.ListPosts,
    output: z.object({
      posts: z.array(PostView),
      window: WindowView,
      /** What these posts answer and isn't among them. */
      parents: z.array(ParentView),
      head: z.int(),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/questions/:questionId/posts` },
    about: "A page of a question's posts, newest first.",
  }),
  "post:find": row({
    input: input.FindPosts,
    output: z.object({
      hits: z.array(
        z.object({
          post: PostView,
          /** The place where the words were found, in pieces; null where none were looked for. */
          passage: z.nullable(z.array(z.object({ text: z.string(), found: z.boolean() }))),
          /** Of the passage, which may be of a translation; null where there is none, and where a quotation doesn't say. */
          language: z.nullable(Language),
          /** The words were found only in what the post quotes: the passage is somebody else's. */
          quoted: z.boolean(),
        }),
      ),
      /** Whose posts were asked for; null where nobody's were, and for whoever has none here that the caller may see. */
      author: z.nullable(AuthorView),
      /** How many there are on all pages together. */
      total: z.int(),
      /** Authors, of posts in any language, whose name or organisation has the words that were looked for; some at most. */
      people: z.array(AuthorView),
      /** Those of all posts that the caller may see. */
      languages: z.array(Language),
      /** How many there would be with each topic, whatever topic was asked for; those without any are left out. */
      topics: z.array(z.object({ id: z.string(), posts: z.int() })),
      /** Gives the next page; null when there is none. */
      next: z.nullable(z.string()),
      head: z.int(),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts` },
    about:
      "Posts with certain words or properties, in an order of choice. Only what the caller may see is looked at.",
  }),
  "post:revisions": row({
    input: input.ReadRevisions,
    output: z.object({
      revisions: z.array(
        z.object({
          html: SafeHtml,
          at: Instant,
          files: z.array(z.pick(AttachedFile, { id: true, title: true })),
        }),
      ),
    }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts/:postId/revisions` },
    about: "What an edited post, or a translation of it, said before, oldest first.",
  }),
  "post:hide": row({
    input: input.HidePost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/hide` },
    about: "Take a post off every screen, with a reason.",
  }),
  "post:restore": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/restore` },
    about: "Show a hidden post again.",
  }),
  "post:pin": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/pin` },
    about: "Put a post first in its question.",
  }),
  "post:unpin": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/unpin` },
    about: "Put a post back in its place.",
  }),
  "post:mark-official": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/mark-official` },
    about: "Make a moderator's reply the official answer to what it replies to.",
  }),
  "post:unmark-official": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/unmark-official` },
    about: "Make an official answer a reply like others.",
  }),
  "post:tag": row({
    input: input.TagPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/tag` },
    about:
      "Say which of the discussion's topics a post is about, in place of what its author said.",
  }),
  "post:approve": row({
    input: input.ApprovePost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/approve` },
    about: "Publish a waiting post.",
  }),
  "post:reject": row({
    input: input.RejectPost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/reject` },
    about: "Refuse a waiting post, with a reason.",
  }),
} as const;
