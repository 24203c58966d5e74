import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { discussionFor } from "#server/domain/permissions.ts";
import { viewerOf } from "#server/domain/reading/snapshot.ts";
import { viewDiscussion, viewPosts } from "#server/domain/reading/views.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Input, Output } from "#shared/commands.ts";

/** Whoever may read a post now may have its files, and nobody else; the documents are for whoever may know of the discussion. */
export async function readFile(
  deps: Deps,
  caller: Caller,
  { discussionId: ref, postId, fileId }: Input<"file:read">,
): Promise<Output<"file:read">> {
  const { state } = await deps.serving.read(await discussionIdOf(deps, ref));
  const discussion = discussionFor(state, caller.actor);
  const post = postId && state.posts.get(postId);
  const files = postId
    ? (await viewPosts(deps.library, state, post ? [post] : [], viewerOf(state, caller.actor)))
        .flatMap((each) => each.files)
        .map(({ title: _, language: __, ...file }) => file)
    : (await viewDiscussion(deps.library, discussion)).documents.map(({ file }) => file);
  const file = files.find(({ id }) => id === fileId);
  if (!file) throw new Refusal("not_found", "There is no such file.", { field: "fileId" });
  return { file };
}
