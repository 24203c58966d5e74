import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { readFiles } from "#server/domain/files/view-files.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import { asItStands, linkMentions } from "#server/domain/posts/mentions.ts";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Input, Output } from "#shared/commands.ts";
import type { DiscussionRef, PostId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { contextOf } from "./context.ts";
import { viewParents } from "./parents.ts";
import { pageOf, viewerOf } from "./snapshot.ts";
import { instant, viewPosts } from "./views.ts";
import { sight, type Viewer } from "./visibility.ts";

/** One answer for "never was", "is elsewhere" and "isn't yours to know", so that ids can't be tried out. */
export const noSuchPost = (): Refusal =>
  new Refusal("not_found", "There is no such post.", { field: "postId" });

interface Seen {
  state: State;
  head: number;
  post: PostRow;
  viewer: Viewer;
}

async function seePost(
  deps: Deps,
  caller: Caller,
  ref: DiscussionRef,
  postId: PostId,
): Promise<Seen> {
  const { state, head } = await deps.serving.read(await discussionIdOf(deps, ref));
  discussionFor(state, caller.actor);
  const viewer = viewerOf(state, caller.actor);
  const post = state.posts.get(postId);
  if (!post || sight(post, viewer) === "nothing") throw noSuchPost();
  return { state, head, post, viewer };
}

export async function readPost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:read">,
): Promise<Output<"post:read">> {
  const { state, head, post, viewer } = await seePost(
    deps,
    caller,
    input.discussionId,
    input.postId,
  );
  const [view] = await viewPosts(deps.library, state, [post], viewer);
  if (!view) throw noSuchPost();
  return { post: view, head };
}

/** What a reader needs who comes straight to a post, however deep in its discussion it is. */
export async function readContext(
  deps: Deps,
  caller: Caller,
  input: Input<"post:context">,
): Promise<Output<"post:context">> {
  const { state, head, post, viewer } = await seePost(
    deps,
    caller,
    input.discussionId,
    input.postId,
  );
  return {
    posts: await viewPosts(deps.library, state, contextOf(state, post, viewer), viewer),
    head,
  };
}

export async function locatePost(
  deps: Deps,
  caller: Caller,
  input: Input<"post:locate">,
): Promise<Output<"post:locate">> {
  const discussionId = await deps.store.posts.discussionOf(input.postId);
  if (!discussionId) throw noSuchPost();
  const { state, post, viewer } = await seePost(deps, caller, discussionId, input.postId).catch(
    (error) => {
      throw error instanceof Refusal ? noSuchPost() : error;
    },
  );
  const { slug } = discussionFor(state, caller.actor);
  return { discussionId, slug, gone: sight(post, viewer) !== "whole" };
}

export async function listPosts(
  deps: Deps,
  caller: Caller,
  input: Input<"post:list">,
): Promise<Output<"post:list">> {
  const discussionId = await discussionIdOf(deps, input.discussionId);
  const { state, head } = await deps.serving.read(discussionId);
  discussionFor(state, caller.actor);
  if (!state.questions.has(input.questionId))
    throw new Refusal("not_found", "There is no such question.", { field: "questionId" });
  const { questionId, before, limit = limits.page } = input;
  const viewer = viewerOf(state, caller.actor);
  const page = await pageOf(deps, state, { discussionId, questionId, before, limit }, viewer);
  const parents = await viewParents(deps.library, state, page.posts, viewer);
  return { ...page, parents, head };
}

/** The texts before each marked edit, or before each new text of a translation. Who may not read the post now may not read what it was. */
export async function readRevisions(
  deps: Deps,
  caller: Caller,
  input: Input<"post:revisions">,
): Promise<Output<"post:revisions">> {
  const { state, post, viewer } = await seePost(deps, caller, input.discussionId, input.postId);
  if (sight(post, viewer) !== "whole") throw noSuchPost();
  const { slug } = discussionFor(state, caller.actor);
  const { language } = input;
  const { earlier } = language
    ? (post.translations?.find((each) => each.language === language) ?? { earlier: [] })
    : post;
  const filesWith = new Map(
    language ? [] : post.earlierFiles?.map((each) => [each.with, each.textId]),
  );
  const texts = await deps.store.texts.get([...earlier, ...filesWith.values()]);
  const byId = new Map(texts.map((text) => [text.id, text]));
  return {
    revisions: earlier.flatMap((id) => {
      const text = byId.get(id);
      if (!text) return [];
      const html = linkMentions(sanitize(text.body, asItStands), slug);
      const filesId = filesWith.get(id);
      const files = readFiles(filesId && byId.get(filesId)?.body).map(({ id: fileId, title }) => ({
        id: fileId,
        title,
      }));
      return [{ html, at: instant(text.at), files }];
    }),
  };
}
