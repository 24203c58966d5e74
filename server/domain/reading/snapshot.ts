import type { Actor, Deps } from "#server/domain/deps.ts";
import { audienceOf, discussionFor, roleIn } from "#server/domain/permissions.ts";
import type { ServedState } from "#server/domain/serving.ts";
import type { PostRow, State } from "#server/domain/state.ts";
import type { Snapshot } from "#shared/commands/snapshot.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import type {
  Change,
  MemberView,
  PostView,
  QuestionView,
  ViewerView,
  WindowView,
} from "#shared/model.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { editionOf } from "./edition.ts";
import type { Library, SnapshotContent } from "./library.ts";
import { viewParents } from "./parents.ts";
import { withShared } from "./shared-changes.ts";
import {
  asChanges,
  viewCounts,
  viewDiscussion,
  viewMembers,
  viewPosts,
  viewQuestions,
} from "./views.ts";
import { anybody, concernsModerators, type Viewer } from "./visibility.ts";

export function viewerOf(state: State, actor: Actor): ViewerView {
  const role = roleIn(state, actor);
  return {
    userId: actor.kind === "account" ? actor.userId : null,
    role,
    audience: audienceOf(role),
  };
}

/**
 * The discussion as the actor may see it, with the newest window of each question. Whoever of the public has no posts that the
 * public doesn't see reads what everybody reads, and where they stand themselves.
 */
export async function snapshotFor(
  deps: Deps,
  actor: Actor,
  { state, head }: ServedState,
): Promise<Snapshot> {
  const { id } = discussionFor(state, actor);
  const viewer = viewerOf(state, actor);
  const own = await ownUnpublished(deps, state, id, viewer);
  const members = asChanges.members(await membersFor(deps.library, state, viewer));
  const through = (eyes: Viewer) => contentFor(deps, state, { id, own, viewer: eyes });
  const place = { discussionId: id, epoch: editionOf(deps.store.epoch, id), head, viewer };
  if (viewer.audience === "moderators" || own.length > 0) {
    const { windows, changes } = await through(viewer);
    return { ...place, windows, changes: [...members, ...changes] };
  }
  const { snapshots } = deps.library.shared;
  const { windows, changes } = await snapshots.get(`${id} ${head}`, () => through(anybody));
  return { ...place, windows, changes: withShared(members, changes) };
}

/** Where the reader stands; moderators are told of everybody whom that concerns. */
function membersFor(library: Library, state: State, viewer: Viewer): Promise<MemberView[]> {
  const own = viewer.userId ? state.members.get(viewer.userId) : undefined;
  if (viewer.audience === "public") return viewMembers(library, own ? [own] : [], false);
  const members = [...state.members.entries()].map(([, member]) => member);
  return viewMembers(
    library,
    members.filter((member) => concernsModerators(member) || member === own),
    true,
  );
}

interface Reader {
  id: DiscussionId;
  viewer: Viewer;
  own: readonly PostView[];
}

/** As `QuestionOrder` says of `current`. */
const currentFirst = (a: QuestionView, b: QuestionView): number =>
  Number(a.locked) - Number(b.locked) || b.number - a.number;

/** What the host wrote, the counts, and the newest posts of each question. */
async function contentFor(
  deps: Deps,
  state: State,
  { id, viewer, own }: Reader,
): Promise<SnapshotContent> {
  const { library } = deps;
  const questionRows = [...state.questions.entries()].map(([, question]) => question);
  const each = newestEach(questionRows.length);
  const [discussion, questions, pages] = await Promise.all([
    state.discussion && viewDiscussion(library, state.discussion),
    viewQuestions(library, questionRows),
    Promise.all(questionRows.map((row) => newestOf(deps, state, id, row.id, each, viewer))),
  ]);
  const counts = [...state.counts.entries()].map(
    ([id, each]): Change => ({ kind: "counts", counts: viewCounts(id, each, viewer.audience) }),
  );
  const posts = new Map([...pages.flatMap((page) => page.posts), ...own].map((p) => [p.id, p]));
  const parents = await viewParents(library, state, posts.values(), viewer);
  return {
    windows: pages.map(({ window }) => window),
    changes: [
      ...(discussion ? [{ kind: "discussion", discussion } as const] : []),
      ...asChanges.questions(
        discussion?.questionOrder === "current" ? questions.toSorted(currentFirst) : questions,
      ),
      ...counts,
      ...asChanges.posts([...posts.values()]),
      ...asChanges.parents(parents),
    ],
  };
}

/** The reader's own posts that the public doesn't see. */
async function ownUnpublished(
  deps: Deps,
  state: State,
  discussionId: DiscussionId,
  viewer: Viewer,
): Promise<PostView[]> {
  if (viewer.userId === null) return [];
  const { posts } = deps.store;
  const rows = await posts.unpublishedOf(discussionId, viewer.userId, limits.page);
  await keepUp(deps, state, discussionId, rows);
  return viewPosts(deps.library, state, rows, viewer);
}

/** How many posts of each question are shown at first: a page of many questions stays one that a phone opens quickly. */
const newestEach = (questions: number): number =>
  Math.max(limits.snapshotEach, Math.min(limits.page, Math.floor(limits.snapshot / questions)));

async function newestOf(
  deps: Deps,
  state: State,
  discussionId: DiscussionId,
  questionId: QuestionId,
  limit: number,
  viewer: Viewer,
): Promise<{ posts: PostView[]; window: WindowView }> {
  const [page, pinned] = await Promise.all([
    pageOf(deps, state, { discussionId, questionId, before: null, limit }, viewer),
    deps.store.posts.pinned(discussionId, questionId),
  ]);
  const known = new Set(page.posts.map(({ id }) => id));
  const others = pinned.filter(({ id }) => !known.has(id));
  await keepUp(deps, state, discussionId, others);
  return {
    posts: [...page.posts, ...(await viewPosts(deps.library, state, others, viewer))],
    window: page.window,
  };
}

/**
 * Another process may have projected what this one hasn't read yet: such a row is only whole with the state it belongs to, which
 * has the post it answers.
 */
async function keepUp(
  { serving }: Deps,
  state: State,
  discussionId: DiscussionId,
  rows: readonly PostRow[],
): Promise<void> {
  if (rows.some(({ seq }) => seq > state.seq)) await serving.latest(discussionId);
}

/** Up to `limit` posts below a cursor, and how far down the reader then has all. A page is full whatever was hidden meanwhile. */
export async function pageOf(
  deps: Deps,
  state: State,
  query: {
    discussionId: DiscussionId;
    questionId: QuestionId;
    before: string | null;
    limit: number;
  },
  viewer: Viewer,
): Promise<{ posts: PostView[]; window: WindowView }> {
  const { discussionId, questionId, limit } = query;
  const list = `posts ${discussionId} ${questionId} ${viewer.audience}`;
  const before = query.before === null ? null : Number(readCursor(deps.secret, list, query.before));
  const rows = await deps.store.posts.page({
    discussionId,
    questionId,
    audience: viewer.audience,
    before,
    limit: limit + 1,
  });
  await keepUp(deps, state, discussionId, rows);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    posts: await viewPosts(deps.library, state, shown, viewer),
    window: {
      questionId,
      floor: last?.order ?? 0,
      older: last ? makeCursor(deps.secret, list, String(last.order)) : null,
    },
  };
}
