import { isDeepStrictEqual } from "node:util";
import { fold } from "#server/domain/fold.ts";
import { stepOf } from "#server/domain/follower.ts";
import { emptyState, type State } from "#server/domain/state.ts";
import type { Store } from "#server/domain/store.ts";
import { touch, untouched } from "#server/domain/touched.ts";
import type { DiscussionId } from "#shared/ids.ts";
import { type Copied, copyContent, differs } from "./copy-content.ts";
import { pages } from "./pages.ts";

const entryPage = 500;
const postPage = 500;

/** Copies all content into an empty store, builds the rows that follow from the logs, and makes sure that they are right. */
export async function copyStore(from: Store, to: Store): Promise<Copied> {
  const copied = await copyContent(from, to);
  for (const { id, entries } of copied.discussions)
    await verify(id, await project(id, to), to, entries);
  return copied;
}

/** Folds the whole log, and writes what each page of it changed. */
async function project(id: DiscussionId, to: Store): Promise<State> {
  const state = emptyState();
  for await (const entries of pages(
    (after: number | null) => to.log.read(id, after ?? 0, entryPage),
    ({ seq }) => seq,
  )) {
    const touched = untouched();
    for (const entry of entries) {
      fold(state, entry);
      touch(touched, entry);
    }
    await to.discussions.project(id, state.seq, stepOf(state, touched));
  }
  return state;
}

async function verify(id: DiscussionId, state: State, to: Store, head: number): Promise<void> {
  if (state.seq !== head || (await to.discussions.projected(id)) !== head)
    throw differs("how far a discussion has come");
  const { discussion } = await to.discussions.load(id);
  if (!isDeepStrictEqual(discussion, state.discussion)) throw differs("a discussion");
  let posts = 0;
  for await (const page of pages(
    (after: number | null) => to.posts.scan(id, after ?? 0, postPage),
    ({ order }) => order,
  )) {
    if (!page.every((row) => isDeepStrictEqual(row, state.posts.get(row.id))))
      throw differs("a post");
    posts += page.length;
  }
  if (posts !== [...state.posts.entries()].length) throw differs("the number of posts");
}
