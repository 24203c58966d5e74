import type { ComponentChildren } from "preact";
import { standing } from "#client/feed/may-write.ts";
import type { DiscussionSummary } from "#shared/model.ts";
import { langProps, languageName, pick } from "./format.ts";
import { HostHtml } from "./host-html.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";
import { Standing } from "./standing.tsx";

export interface ListScreenProps {
  here: string;
  name: string | null;
  discussions: readonly DiscussionSummary[];
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
  olderHref,
  form,
  onSignOut,
}: ListScreenProps) {
  const { t, now } = usePlainUi();
  const groups = [
    { title: t.openNow, which: "open" },
    { title: t.upcoming, which: "upcoming" },
    { title: t.closed, which: "closed" },
  ] as const;
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{t.discussions}</h1>
        <p class="lead">{t.listLead}</p>
        {discussions.length === 0 && (
          <p>
            <b>{t.noDiscussions}</b> {t.noDiscussionsMore}
          </p>
        )}
        {groups.map(({ title, which }) => (
          <Group
            key={which}
            title={title}
            discussions={discussions.filter(
              (each) => each.phase !== "draft" && standing(each, now) === which,
            )}
          />
        ))}
        <Group title={t.draft} discussions={discussions.filter(({ phase }) => phase === "draft")} />
        {olderHref && (
          <p>
            <a class="btn" href={olderHref}>
              {t.moreDiscussions}
            </a>
          </p>
        )}
        {form}
      </main>
      <Foot />
    </Site>
  );
}

function Group({
  title,
  discussions,
}: {
  title: string;
  discussions: readonly DiscussionSummary[];
}) {
  if (discussions.length === 0) return null;
  return (
    <section class="group">
      <h2>{title}</h2>
      <ul class="discussions">
        {discussions.map((discussion) => (
          <Summary key={discussion.id} discussion={discussion} />
        ))}
      </ul>
    </section>
  );
}

function Summary({ discussion }: { discussion: DiscussionSummary }) {
  const { t, lang } = usePlainUi();
  const title = pick(discussion.title, lang);
  const { questions, posts, languages } = discussion;
  return (
    <li>
      <p class="kicker">
        <Standing discussion={discussion} />
        <span class="num">{t.questionsCount(questions)}</span>
        <span class="num">{posts === 0 ? t.noPostsYet : t.postsCount(posts)}</span>
        <span>{t.orList(languages.map((tag) => languageName(lang, tag)))}</span>
      </p>
      <h3>
        <a href={`/d/${discussion.slug}`} {...langProps(title?.lang ?? null, lang)}>
          {title?.text}
        </a>
      </h3>
      <HostHtml class="aim" textName={`aim-${discussion.id}`} texts={discussion.aim} />
    </li>
  );
}
