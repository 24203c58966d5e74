import { findingWords } from "#client/messages/compiled/finding.ts";
import type { Participation } from "#shared/commands/participation.ts";
import type { DiscussionView } from "#shared/model.ts";
import { languageName, numeral } from "./format.ts";
import { DiscussionKicker } from "./kicker.tsx";
import { Foot, Site } from "./site.tsx";
import { useUi } from "./ui.ts";

interface ParticipationScreenProps {
  here: string;
  name: string | null;
  discussion: DiscussionView;
  found: Participation;
  onSignOut: (() => void) | null;
}

/** Who has taken part in a discussion, in figures that tell of nobody. */
export function ParticipationScreen(props: ParticipationScreenProps) {
  const { here, name, discussion, found, onSignOut } = props;
  const { t, lang } = useUi();
  const f = findingWords[lang];
  const { people, posts, fewest, categories, languages } = found;
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet" tabIndex={-1} aria-labelledby="title">
        <DiscussionKicker {...discussion} />
        <h1 id="title">{t.whoTakesPart}</h1>
        <p>
          {f.peoplePosted(people)} {t.postsCount(posts)}.
        </p>
        <Table
          name={f.categoryLabel}
          groups={categories.map(({ of, ...figures }) => ({
            ...figures,
            names: of.map((each) => (each ? t.categories[each] : f.unsaid)),
          }))}
        />
        <Table
          name={t.languageOfPosts}
          groups={languages.map(({ of, ...figures }) => ({
            ...figures,
            names: of.map((tag) => languageName(lang, tag)),
          }))}
        />
        <p class="hint">{f.groupsTogether(fewest)}</p>
        <p>
          <a href={`/d/${discussion.slug}/posts`}>{f.allPosts}</a>
        </p>
      </main>
      <Foot />
    </Site>
  );
}

interface TableProps {
  name: string;
  /** The largest first; the last one may be several that are told together. */
  groups: readonly { names: readonly string[]; people: number; posts: number }[];
}

/** One group alone is everybody, of whom the page has told already. */
function Table({ name, groups }: TableProps) {
  const { t, lang } = useUi();
  const f = findingWords[lang];
  if (groups.length < 2) return null;
  const most = Math.max(...groups.map(({ people }) => people));
  return (
    <table class="shares">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{f.people}</th>
          <th scope="col">{f.posts}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ names, people, posts }) => (
          <tr key={names[0]}>
            <th scope="row">
              {names.join(t.comma)}
              <svg class="share" aria-hidden="true" focusable="false">
                <rect width={`${(100 * people) / most}%`} height="100%" />
              </svg>
            </th>
            <td class="num">{numeral(lang, people)}</td>
            <td class="num">{numeral(lang, posts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
