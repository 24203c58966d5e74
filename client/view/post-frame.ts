import { createContext } from "preact";
import { useMemo } from "preact/hooks";
import type { DiscussionView } from "#shared/model.ts";

/** What a discussion says of all of its posts: what the host lets people sort them by, who is confirmed as whose voice. */
interface PostFrame extends Pick<DiscussionView, "topics" | "voices" | "documents"> {
  /** Where posts are listed by topic; null where no such page is linked to. */
  slug: string | null;
  /** The discussion's slug, for links to what it holds. */
  called: string;
}

export const PostFrameContext = createContext<PostFrame>({
  ...{ topics: [], voices: [], documents: [] },
  ...{ slug: null, called: "" },
});

/** The same as long as the host changes nothing, so that no post is rendered again. */
export const usePostFrame = (discussion: DiscussionView | null, linked: boolean): PostFrame =>
  useMemo(
    () => ({
      topics: discussion?.topics ?? [],
      voices: discussion?.voices ?? [],
      documents: discussion?.documents ?? [],
      called: discussion?.slug ?? "",
      slug: linked && discussion ? discussion.slug : null,
    }),
    [discussion, linked],
  );
