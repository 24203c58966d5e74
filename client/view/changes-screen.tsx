import type { Output } from "#shared/commands.ts";
import type { Slug } from "#shared/ids.ts";
import type { PostView } from "#shared/model.ts";
import { EditList } from "./edits.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

interface ChangesScreenProps {
  slug: Slug;
  post: PostView;
  revisions: Output<"post:revisions">["revisions"];
  here: string;
  name: string | null;
  onSignOut: (() => void) | null;
}

/** What each edit did to a post, on a page of its own for readers without script. */
export function ChangesScreen({ slug, post, revisions, ...site }: ChangesScreenProps) {
  const { t } = usePlainUi();
  return (
    <Site {...site}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">
          {t.changesTitle} <span class="num">{post.reference}</span>
        </h1>
        <p class="lead">
          <bdi>{post.author?.name}</bdi>
        </p>
        <EditList post={post} revisions={revisions} allOpen />
        <p>
          <a class="btn primary" href={`/d/${slug}?post=${post.id}#p-${post.id}`}>
            {t.changesBack}
          </a>
        </p>
      </main>
      <Foot />
    </Site>
  );
}
