import type { Lang } from "#client/messages/messages.ts";
import type { Participation } from "#shared/commands/participation.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { Output } from "#shared/commands.ts";
import type { PostId, Slug } from "#shared/ids.ts";
import type { DiscussionView, Instant, PostView, SpaceSummary } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import type { DateWords } from "./dates.ts";
import type { Found, WantedHere } from "./finding.ts";
import type { Notice } from "./notice-screen.tsx";

/** The post that a page's address names, with what stands around it as everybody may see it. */
export interface Linked {
  postId: PostId;
  posts: readonly PostView[];
}

/** A discussion with what its host invites to afterwards. */
export type Invited = Pick<DiscussionView, "id" | "slug" | "title" | "followUp">;

/** What stands in the fields of a form, by their names; never a password. */
export type Typing = Partial<
  Record<"name" | "email" | "organisation" | "category" | "commandId", string>
>;

/** A form that also works without script; `failure` is what was wrong when it was sent so. */
export interface FormPage {
  name: "sign-in" | "register";
  next: string;
  /** Whether the address says which language; then the form's does too. */
  spoken: boolean;
  typed: Typing;
  failure: Failure | null;
}

/** What a page is, with the data it was rendered from. */
export type Page =
  | {
      name: "discussion";
      snapshot: Snapshot;
      linked: Linked | null;
      /** Those in which it is listed. */
      spaces: readonly SpaceSummary[];
    }
  | { name: "embed"; snapshot: Snapshot; origins: readonly string[]; href: string }
  | {
      name: "find";
      snapshot: Pick<Snapshot, "discussionId" | "changes">;
      query: Record<string, string>;
      wanted: WantedHere;
      found: Found;
      /** What is wrong with what was asked for. */
      failure: Failure | null;
      nextHref: string | null;
    }
  | { name: "participation"; discussion: DiscussionView; found: Participation }
  | { name: "join-in"; discussion: Invited }
  | {
      name: "list";
      list: Output<"discussion:list">;
      spaces: readonly SpaceSummary[];
      olderHref: string | null;
    }
  | { name: "space"; read: Output<"space:read">; olderHref: string | null }
  | FormPage
  | { name: "account" }
  | { name: "settings"; slug: string }
  | { name: "link"; token: string; link: Output<"link:read"> | null }
  /** A post that isn't there for everybody: null when everybody may know nothing of it. */
  | { name: "gone"; postId: PostId; was: { slug: Slug; post: PostView } | null }
  /** What edits made of a post that everybody may read. */
  | {
      name: "changes";
      slug: Slug;
      post: PostView;
      revisions: Output<"post:revisions">["revisions"];
    }
  | { name: "notice"; notice: Notice };

/** What the server tells the browser about the page it has rendered, so that taking over begins with the same. */
export interface PageState {
  lang: Lang;
  /** Of the server, when it rendered. */
  now: Instant;
  /** Path and query without `lang`. */
  here: string;
  /** Whether the browser came with a session, which may be over. */
  session: boolean;
  /** What the languages in it are called in `lang`: see `knowLanguages`. */
  languages: Readonly<Record<string, string>>;
  dates: DateWords;
  page: Page;
}
