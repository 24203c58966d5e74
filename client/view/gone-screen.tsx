import type { Slug } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import { NoticeScreen } from "./notice-screen.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Tombstone } from "./post-state.tsx";
import { Foot, Site } from "./site.tsx";

interface GoneScreenProps {
  was: { slug: Slug; post: PostView } | null;
  here: string;
  name: string | null;
  onSignOut: (() => void) | null;
}

/** In place of a post whose words nobody may read any more: that, since when and why. Of others not even that they were. */
export function GoneScreen({ was, ...site }: GoneScreenProps) {
  const { t } = usePlainUi();
  if (!was) return <NoticeScreen {...site} notice="not_found" />;
  const { slug, post } = was;
  return (
    <Site {...site}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{t.goneTitle}</h1>
        <Tombstone post={post} />
        <p class="lead">{t.goneMore}</p>
        <p>
          <a class="btn primary" href={`/d/${slug}?post=${post.id}#p-${post.id}`}>
            {t.goneAround}
          </a>
        </p>
      </main>
      <Foot />
    </Site>
  );
}
