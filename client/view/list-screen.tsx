import type { ComponentChildren } from "preact";
import type { DiscussionSummary, SpaceSummary } from "#shared/model.ts";
import { DiscussionGroups, Older } from "./discussion-groups.tsx";
import { langProps, pick } from "./format.ts";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface ListScreenProps {
  here: string;
  name: string | null;
  discussions: readonly DiscussionSummary[];
  spaces: readonly SpaceSummary[];
  /** Path of the page with the earlier ones. */
  olderHref: string | null;
  /** For whoever may begin a discussion. */
  form?: ComponentChildren;
  onSignOut: (() => void) | null;
}

/** All discussions of the site: what one can take part in first. */
export function ListScreen({
  here,
  name,
  discussions,
  spaces,
  olderHref,
  form,
  onSignOut,
}: ListScreenProps) {
  const { t } = usePlainUi();
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{t.discussions}</h1>
        <p class="lead">{t.listLead}</p>
        <Spaces spaces={spaces} />
        {discussions.length === 0 && (
          <p>
            <b>{t.noDiscussions}</b> {t.noDiscussionsMore}
          </p>
        )}
        <DiscussionGroups discussions={discussions} />
        <Older href={olderHref} />
        {form}
      </main>
      <Foot />
    </Site>
  );
}

function Spaces({ spaces }: Pick<ListScreenProps, "spaces">) {
  const { t, lang } = usePlainUi();
  if (spaces.length === 0) return null;
  return (
    <nav class="spaces" aria-labelledby="spaces">
      <h2 id="spaces">{t.spaces}</h2>
      <ul>
        {spaces.map(({ id, slug, title }) => {
          const found = pick(title, lang);
          return (
            <li key={id}>
              <a href={`/s/${slug}`} {...langProps(found?.lang ?? null, lang)}>
                {found?.text}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
