import { byNumber, type Feed } from "#shared/feed.ts";
import type { QuestionId } from "#shared/ids.ts";
import type { QuestionView } from "#shared/model.ts";

/** In the order the host chose: see `QuestionOrder`. */
export function questionsOf(feed: Feed): QuestionView[] {
  const order = feed.discussion?.questionOrder;
  if (order === "current") return [...feed.questions.values()];
  return order === "descending" ? byNumber(feed).reverse() : byNumber(feed);
}

export function itemsOf({ feed, fresh }: { feed: Feed; fresh: ReadonlyMap<QuestionId, number> }) {
  return questionsOf(feed).map((question) => ({
    question,
    posts: feed.counts.get(question.id)?.posts ?? 0,
    fresh: fresh.get(question.id) ?? 0,
  }));
}
