import * as z from "zod/mini";
import { DiscussionId, PostId, QuestionId, Slug, UserId } from "./ids.ts";
import * as input from "./inputs.ts";
import type { Rate } from "./limits.ts";
import {
  AccountView,
  Change,
  DiscussionSummary,
  GrantedRole,
  Instant,
  LocalText,
  MemberView,
  PostView,
  SafeHtml,
  ViewerView,
  WindowView,
} from "./model.ts";

/**
 * Who may, weakest first. `participant`: signed in and not muted. `author`: of the post named.
 * `moderator`, `host`: of the discussion named, a host may what a moderator may. `admin`: of the site, may all but an author's acts.
 */
export type May =
  | "anyone"
  | "signed-in"
  | "participant"
  | "author"
  | "moderator"
  | "host"
  | "admin";

interface Row<I, O> {
  input: I;
  output: O;
  may: May;
  limit: Rate;
  /** Path parameters are input fields; the rest is the body, or the query of a GET. */
  http: { method: "GET" | "POST" | "PATCH"; path: string };
  /** One line for the API page. */
  about: string;
}
const row = <I, O>(r: Row<I, O>) => r;

const Receipt = z.object({ seq: z.int() });
const PostReceipt = z.object({ postId: PostId, seq: z.int() });
const Session = z.object({ accessToken: z.string(), expiresAt: Instant, account: AccountView });
const Done = z.object({});

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

const d = "/discussions/:discussionId";

const table = {
  "account:register": row({
    input: input.Register,
    output: Session,
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/accounts" },
    about: "Make an account and sign in.",
  }),
  "account:sign-in": row({
    input: input.SignIn,
    output: Session,
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/session" },
    about: "Sign in. Over HTTP a refresh cookie is set too.",
  }),
  "account:refresh": row({
    input: input.Nothing,
    output: Session,
    may: "anyone",
    limit: "session",
    http: { method: "POST", path: "/session/refresh" },
    about: "A new access token for the refresh cookie, which is rotated. HTTP only.",
  }),
  "account:sign-out": row({
    input: input.Nothing,
    output: Done,
    may: "anyone",
    limit: "session",
    http: { method: "POST", path: "/session/end" },
    about: "End this session.",
  }),
  "account:sign-out-everywhere": row({
    input: input.Act,
    output: Done,
    may: "signed-in",
    limit: "session",
    http: { method: "POST", path: "/sessions/end" },
    about: "End every session of this account.",
  }),
  "account:change-password": row({
    input: input.ChangePassword,
    output: Session,
    may: "signed-in",
    limit: "credentials",
    http: { method: "POST", path: "/account/password" },
    about: "Change the password. Every other session ends.",
  }),
  "account:read": row({
    input: input.Nothing,
    output: AccountView,
    may: "signed-in",
    limit: "read",
    http: { method: "GET", path: "/account" },
    about: "Who I am.",
  }),
  "link:read": row({
    input: input.ReadLink,
    output: z.object({
      role: z.enum(["admin", "moderator", "host"]),
      discussion: z.nullable(z.object({ slug: Slug, title: LocalText })),
      expiresAt: Instant,
    }),
    may: "anyone",
    limit: "credentials",
    http: { method: "POST", path: "/links/read" },
    about: "What a one-time link gives.",
  }),
  "link:accept": row({
    input: input.AcceptLink,
    output: z.object({
      role: z.enum(["admin", "moderator", "host"]),
      discussionId: z.nullable(DiscussionId),
      slug: z.nullable(Slug),
    }),
    may: "signed-in",
    limit: "credentials",
    http: { method: "POST", path: "/links/accept" },
    about: "Take the role that a one-time link gives.",
  }),
  "discussion:list": row({
    input: input.ListDiscussions,
    output: z.object({ discussions: z.array(DiscussionSummary), older: z.nullable(z.string()) }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: "/discussions" },
    about: "Discussions, newest first.",
  }),
  "discussion:read": row({
    input: input.InDiscussion,
    output: Snapshot,
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: d },
    about: "A discussion with the newest posts of each question.",
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
    input: input.InDiscussion,
    output: Done,
    may: "anyone",
    limit: "join",
    http: { method: "POST", path: `${d}/leave` },
    about: "Stop following. Means something on a socket only.",
  }),
  "discussion:create": row({
    input: input.CreateDiscussion,
    output: z.object({ discussionId: DiscussionId, slug: Slug, seq: z.int() }),
    may: "admin",
    limit: "moderate",
    http: { method: "POST", path: "/discussions" },
    about: "Create a discussion as a draft; its creator is its host.",
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
    input: input.ActInDiscussion,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/open` },
    about: "Make it public and open for posts.",
  }),
  "discussion:close": row({
    input: input.ActInDiscussion,
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
    about: "Change one's own post: silently for 15 minutes, later with a mark.",
  }),
  "post:withdraw": row({
    input: input.OnPost,
    output: PostReceipt,
    may: "author",
    limit: "post",
    http: { method: "POST", path: `${d}/posts/:postId/withdraw` },
    about: "Take one's own post back; replies stay.",
  }),
  "post:read": row({
    input: input.ReadPost,
    output: z.object({ post: PostView, head: z.int() }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts/:postId` },
    about: "One post as the caller may see it.",
  }),
  "post:locate": row({
    input: input.LocatePost,
    output: z.object({ discussionId: DiscussionId, slug: Slug }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: "/posts/:postId" },
    about: "Which discussion a post is in.",
  }),
  "post:list": row({
    input: input.ListPosts,
    output: z.object({ posts: z.array(PostView), window: WindowView, head: z.int() }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/questions/:questionId/posts` },
    about: "A page of a question's posts, newest first.",
  }),
  "post:revisions": row({
    input: input.ReadPost,
    output: z.object({ revisions: z.array(z.object({ html: SafeHtml, at: Instant })) }),
    may: "anyone",
    limit: "read",
    http: { method: "GET", path: `${d}/posts/:postId/revisions` },
    about: "What an edited post said before, oldest first.",
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
  "post:approve": row({
    input: input.DecidePost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/approve` },
    about: "Publish a waiting post.",
  }),
  "post:reject": row({
    input: input.HidePost,
    output: PostReceipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/posts/:postId/reject` },
    about: "Refuse a waiting post, with a reason.",
  }),
  "member:list": row({
    input: input.InDiscussion,
    output: z.object({ members: z.array(MemberView), head: z.int() }),
    may: "moderator",
    limit: "read",
    http: { method: "GET", path: `${d}/members` },
    about: "People with a role or a sanction.",
  }),
  "member:grant": row({
    input: input.Grant,
    output: z.object({ userId: UserId, seq: z.int() }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members` },
    about: "Give an account a role in the discussion.",
  }),
  "member:invite": row({
    input: input.Invite,
    output: z.object({ url: z.string(), role: GrantedRole, expiresAt: Instant }),
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/invitations` },
    about: "Make a one-time link that gives a role.",
  }),
  "member:revoke": row({
    input: input.OnMember,
    output: Receipt,
    may: "host",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/revoke` },
    about: "Take a role back.",
  }),
  "member:mute": row({
    input: input.Mute,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/mute` },
    about: "Keep somebody from posting in the discussion for a while.",
  }),
  "member:unmute": row({
    input: input.OnMember,
    output: Receipt,
    may: "moderator",
    limit: "moderate",
    http: { method: "POST", path: `${d}/members/:userId/unmute` },
    about: "Let somebody post again.",
  }),
} as const;

export type CommandName = keyof typeof table;
export type Input<N extends CommandName> = z.infer<(typeof table)[N]["input"]>;
export type Output<N extends CommandName> = z.infer<(typeof table)[N]["output"]>;
/** What a client may write, before defaults and normal forms. */
export type RawInput<N extends CommandName> = z.input<(typeof table)[N]["input"]>;

/** Everything a client may ask for. Sockets, HTTP routes, OpenAPI and the permission tests are derived from it. */
export const commands: {
  [N in CommandName]: Row<z.ZodMiniType<Input<N>>, z.ZodMiniType<Output<N>>>;
} = table;
export const commandNames = Object.keys(table) as CommandName[];
