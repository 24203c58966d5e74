import { useContext } from "preact/hooks";
import { langProps, pick } from "./format.ts";
import { PostFrameContext } from "./post-frame.ts";
import { useUi } from "./ui.ts";

/** What a post is about, in the host's words and order. A topic that the host has taken away has no words any more. */
export function PostTopics({ ids }: { ids: readonly string[] }) {
  const { t, lang } = useUi();
  const { topics, slug } = useContext(PostFrameContext);
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
