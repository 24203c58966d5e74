import type { DiscussionView } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import { useUi } from "./ui.ts";

/** Above a page's title: the way back to the discussion that it is about. */
export function DiscussionKicker({ slug, title }: Pick<DiscussionView, "slug" | "title">) {
  const { lang } = useUi();
  const named = pick(title, lang);
  return (
    <p class="kicker">
      <a href={`/d/${slug}`} {...langProps(named?.lang ?? null, lang)}>
        {named?.text}
      </a>
    </p>
  );
}
