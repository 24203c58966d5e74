import { discussionIdOf } from "#server/domain/act.ts";
import type { Caller, Deps } from "#server/domain/deps.ts";
import { allow } from "#server/domain/permissions.ts";
import { referenceOf } from "#server/domain/reading/views.ts";
import { commands, type Input, type Output } from "#shared/commands.ts";
import type { QuestionId } from "#shared/ids.ts";
import { limits } from "#shared/limits.ts";
import { spreadOf } from "./spread.ts";

/** How evenly readers' eyes are spread over what is published now, in all and for each question. */
export async function readExposure(
  deps: Deps,
  { actor }: Caller,
  input: Input<"discussion:exposure">,
): Promise<Output<"discussion:exposure">> {
  const id = await discussionIdOf(deps, input.discussionId);
  const state = await deps.serving.state(id);
  allow(state, actor, commands["discussion:exposure"].may);
  const totals = await deps.tally.totals(id);
  const counts: number[] = [];
  const byQuestion = new Map<QuestionId, number[]>();
  for (const [questionId] of state.questions.entries()) byQuestion.set(questionId, []);
  const published = [...state.posts.entries()].flatMap(([, row]) => {
    if (row.state !== "published") return [];
    const impressions = totals.get(row.id) ?? 0;
    counts.push(impressions);
    byQuestion.get(row.questionId)?.push(impressions);
    return [{ row, impressions }];
  });
  const least = published
    .sort((a, b) => a.impressions - b.impressions || a.row.order - b.row.order)
    .slice(0, limits.leastSeen);
  return {
    ...exposureOf(counts),
    questions: [...byQuestion].map(([questionId, of]) => ({ questionId, ...exposureOf(of) })),
    least: least.map(({ row, impressions }) => ({
      ...{ postId: row.id, reference: referenceOf(state, row), impressions },
    })),
  };
}

const exposureOf = (counts: readonly number[]) => ({
  posts: counts.length,
  impressions: counts.reduce((sum, count) => sum + count, 0),
  ...spreadOf(counts),
});
