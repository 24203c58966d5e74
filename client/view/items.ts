import type { Feed } from "#shared/feed.ts";
import type { QuestionId } from "#shared/ids.ts";

/** In the order the host chose; the numbers stay. */
export function questionsOf({ questions, discussion }: Feed) {
  const turn = discussion?.questionOrder === "descending" ? -1 : 1;
  return [...questions.values()].sort((a, b) => turn * (a.number - b.number));
}

export function itemsOf({ feed, fresh }: { feed: Feed; fresh: ReadonlyMap<QuestionId, number> }) {
  return questionsOf(feed).map((question) => ({
    question,
    posts: feed.counts.get(question.id)?.posts ?? 0,
    fresh: fresh.get(question.id) ?? 0,
  }));
}
