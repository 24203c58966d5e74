import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { DiscussionView } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import { useUi } from "./ui.ts";

/** What the host lets people sort posts by, and where a topic's posts are listed; null where no such page is linked to. */
interface TopicSet {
  topics: DiscussionView["topics"];
  slug: string | null;
}

export const TopicsContext = createContext<TopicSet>({ topics: [], slug: null });

/** The same set as long as the host changes nothing, so that no post is rendered again. */
export const useTopicSet = (discussion: DiscussionView | null, linked: boolean): TopicSet =>
  useMemo(
    () => ({
      topics: discussion?.topics ?? [],
      slug: linked && discussion ? discussion.slug : null,
    }),
    [discussion, linked],
  );

/** What a post is about, in the host's words and order. A topic that the host has taken away has no words any more. */
export function PostTopics({ ids }: { ids: readonly string[] }) {
  const { t, lang } = useUi();
  const { topics, slug } = useContext(TopicsContext);
  const own = topics.filter(({ id }) => ids.includes(id));
  if (own.length === 0) return null;
  return (
    <ul class="topics" aria-label={t.topics}>
      {own.map(({ id, label }) => {
        const text = pick(label, lang);
        const words = { ...langProps(text?.lang ?? null, lang), children: text?.text };
        return (
          <li key={id}>
            {slug ? <a href={`/d/${slug}/posts?topic=${id}`} {...words} /> : <span {...words} />}
          </li>
        );
      })}
    </ul>
  );
}
