import { stepOf } from "#server/domain/follower.ts";
import type { State } from "#server/domain/state.ts";
import { countedQuestions, type Touched } from "#server/domain/touched.ts";
import type { Change } from "#shared/model.ts";
import type { Library } from "./library.ts";
import { viewParents } from "./parents.ts";
import {
  asChanges,
  viewCounts,
  viewDiscussion,
  viewMembers,
  viewPosts,
  viewQuestions,
} from "./views.ts";
import { concernsModerators, type Viewer } from "./visibility.ts";

/** All that was touched after `after`, as it stands now and as the viewer may see it. */
export async function changesFor(
  library: Library,
  state: State,
  touched: Touched,
  after: number,
  viewer: Viewer,
): Promise<Change[]> {
  const rows = stepOf(state, touched);
  const members =
    viewer.audience === "moderators"
      ? rows.members.filter((row) => touched.members.has(row.userId) || concernsModerators(row))
      : rows.members.filter(({ userId }) => userId === viewer.userId);
  const [discussion, questions, posts, people] = await Promise.all([
    rows.discussion && viewDiscussion(library, rows.discussion),
    viewQuestions(library, rows.questions),
    viewPosts(library, state, rows.posts, viewer),
    viewMembers(library, members, viewer.audience === "moderators"),
  ]);
  const counts = [...countedQuestions(touched, state)].flatMap((id): Change[] => {
    const row = state.counts.get(id);
    const counts = row && viewCounts(id, row, viewer.audience);
    return counts && counts.seq > after ? [{ kind: "counts", counts }] : [];
  });
  const parents = await viewParents(library, state, posts, viewer);
  return [
    ...(discussion ? [{ kind: "discussion", discussion } as const] : []),
    ...asChanges.questions(questions),
    ...counts,
    ...asChanges.posts(posts),
    ...asChanges.parents(parents),
    ...asChanges.members(people),
  ];
}
