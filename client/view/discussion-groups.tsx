import { standing } from "#client/feed/may-write.ts";
import type { DiscussionSummary } from "#shared/model.ts";
import { anyLanguage, langProps, pick } from "./format.ts";
import { HostHtml, Tongue } from "./host-html.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Standing } from "./standing.tsx";

/** What one can take part in first; then what is to come, what is over, and what only its hosts may know of. */
export function DiscussionGroups({ discussions }: { discussions: readonly DiscussionSummary[] }) {
  const { t, now } = usePlainUi();
  const groups = [
    { title: t.groups.open, which: "open" },
    { title: t.groups.upcoming, which: "upcoming" },
    { title: t.groups.closed, which: "closed" },
  ] as const;
  return (
    <>
      {groups.map(({ title, which }) => (
        <Group
          key={which}
          title={title}
          discussions={discussions.filter(
            (each) => each.phase !== "draft" && standing(each, now) === which,
          )}
        />
      ))}
      <Group
        title={t.groups.draft}
        discussions={discussions.filter(({ phase }) => phase === "draft")}
      />
    </>
  );
}

/** To the page with the earlier ones. */
export function Older({ href }: { href: string | null }) {
  const { t } = usePlainUi();
  if (href === null) return null;
  return (
    <p>
      <a class="btn" href={href}>
        {t.moreDiscussions}
      </a>
    </p>
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
        <span>{anyLanguage(lang, languages)}</span>
        {discussion.template && <span>{t.template}</span>}
      </p>
      <h3>
        <a href={`/d/${discussion.slug}`} {...langProps(title?.lang ?? null, lang)}>
          {title?.text}
        </a>
      </h3>
      {/* Where the aim is in the same one, that says it. */}
      {title && pick(discussion.aim, lang)?.lang !== title.lang && <Tongue of={title.lang} />}
      <HostHtml class="aim" textName={`aim-${discussion.id}`} texts={discussion.aim} />
    </li>
  );
}
