import { findingWords } from "#client/messages/compiled/finding.ts";
import { cut } from "#shared/cut.ts";
import type { DiscussionView, QuestionView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { Wrong } from "./field.tsx";
import { FindForm } from "./find-form.tsx";
import { FindMore } from "./find-more.tsx";
import { type Found, nothingWantedHere, type WantedHere } from "./finding.ts";
import { isolated, postTime } from "./format.ts";
import { PostText } from "./glossary.tsx";
import { HostHtml } from "./host-html.tsx";
import { DiscussionKicker } from "./kicker.tsx";
import { Later } from "./later.tsx";
import { Organisations } from "./organisations.tsx";
import type { Page } from "./page-state.ts";
import { PassageText } from "./passage-text.tsx";
import { PostFrameContext, usePostFrame } from "./post-frame.ts";
import { Foot, Site } from "./site.tsx";
import { PostTopics } from "./topics.tsx";
import { readIn } from "./translated.tsx";
import { useUi } from "./ui.ts";
import { OrderRulesContext } from "./why-order.tsx";

type FindPage = Extract<Page, { name: "find" }>;
type Hit = Found["hits"][number];

export interface FindScreenProps {
  here: string;
  name: string | null;
  discussion: DiscussionView;
  questions: readonly QuestionView[];
  wanted: WantedHere;
  found: Found;
  /** What is wrong with what was asked for; then nothing was found. */
  failure: Failure | null;
  /** Path of the next page. */
  nextHref: string | null;
  onSignOut: (() => void) | null;
}

/** What the screen shows of its page. */
export function findProps({ snapshot, wanted, found, failure, nextHref }: FindPage) {
  const discussions: DiscussionView[] = [];
  const questions: QuestionView[] = [];
  for (const change of snapshot.changes)
    if (change.kind === "discussion") discussions.push(change.discussion);
    else if (change.kind === "question") questions.push(change.question);
  const [discussion] = discussions;
  if (!discussion) throw new Error("A page of posts comes with its discussion.");
  return { discussion, questions, wanted, found, failure, nextHref };
}

/** Words of a post that are shown where none were looked for. */
const shownWords = 60;

/** Posts of a discussion that were looked for, or all of them in another order. */
export function FindScreen(props: FindScreenProps) {
  const { here, name, discussion, questions, wanted, found, failure, nextHref, onSignOut } = props;
  const { lang, t } = useUi();
  const f = findingWords[lang];
  const wrong = useWrong(failure);
  const ofWords = failure?.field === "words";
  const asked = found.head > 0;
  const frame = usePostFrame(discussion, true);
  const numbers = new Map(questions.map(({ id, number }) => [id, number]));
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet" tabIndex={-1} aria-labelledby="title">
        <DiscussionKicker {...discussion} />
        <h1 id="title">{useHeading(failure ? nothingWantedHere : wanted, found)}</h1>
        <Whose slug={discussion.slug} wanted={wanted} name={name} here={here} />
        <OrderRulesContext.Provider value={f}>
          <FindForm
            discussion={discussion}
            wanted={wanted}
            languages={found.languages}
            wrong={ofWords ? wrong : null}
          >
            <FindMore
              discussion={discussion}
              questions={[...numbers.values()].sort((a, b) => a - b)}
              wanted={wanted}
              counts={found.topics}
              signedIn={name !== null}
            />
          </FindForm>
        </OrderRulesContext.Provider>
        {wrong && !ofWords && <Wrong text={wrong} alert />}
        <PeopleNamed slug={discussion.slug} people={found.people} />
        <p class="num" role="status">
          {asked &&
            (found.total > 0
              ? t.postsCount(found.total)
              : wanted.words
                ? f.foundNothing
                : f.foundNone)}
        </p>
        <PostFrameContext.Provider value={frame}>
          <ol class="hits">
            {found.hits.map((hit) => (
              <li key={hit.post.id}>
                <HitView
                  hit={hit}
                  slug={discussion.slug}
                  question={numbers.get(hit.post.questionId) ?? null}
                />
              </li>
            ))}
          </ol>
        </PostFrameContext.Provider>
        {nextHref && (
          <p>
            <a class="btn" href={nextHref} rel="next">
              {f.morePosts}
            </a>
          </p>
        )}
      </main>
      <Foot>
        <HostHtml class="disclaimer" textName="disclaimer" texts={discussion.disclaimer} />
      </Foot>
    </Site>
  );
}

/** What is wrong, in words, with the name of the field where it isn't the one for words. */
function useWrong(failure: Failure | null): string | null {
  const ui = useUi();
  const { t, lang } = ui;
  const f = findingWords[lang];
  if (!failure) return null;
  const { field = "", details = {} } = failure;
  if (details.rule === "too_many") return f.tooManyWords(Number(details.limit));
  if (details.rule === "no_words") return f.noWords;
  if (details.rule === "support_hidden") return f.supportHidden;
  if (field === "before") return f.noSuchPlace;
  const said =
    details.rule === "too_long"
      ? f.tooLong({ limit: Number(details.limit), actual: Number(details.actual) })
      : sentenceAt(ui, failure);
  if (field === "words") return said;
  if (field === "organisation") return `${f.organisationLabel}: ${said}`;
  const labels: Record<string, string> = {
    ...{ order: t.orderLabel, language: t.languageOfPosts, questionId: f.questionLabel },
    ...{ category: f.categoryLabel, topic: f.topicLabel, asks: f.addressedTo },
    document: f.documentLabel,
    answered: f.answeredLabel,
  };
  const label = labels[field];
  return label ? `${label}: ${f.noSuchChoice}` : sentenceAt(ui, failure);
}

function useHeading({ words, mentions, supported }: WantedHere, { author }: Found): string {
  const ui = useUi();
  const f = findingWords[ui.lang];
  if (mentions) return f.mentioningYou;
  if (supported) return f.supportedByYou;
  if (author) return f.postsBy(isolated(ui, author.name));
  return words ? f.foundFor(words) : f.allPosts;
}

/** Whose name or organisation has the words: a way to all that they wrote. */
function PeopleNamed({ slug, people }: { slug: string; people: Found["people"] }) {
  const f = findingWords[useUi().lang];
  if (people.length === 0) return null;
  return (
    <nav aria-labelledby="people-named">
      <p id="people-named">{f.peopleNamed}</p>
      <ul class="people-named">
        {people.map(({ id, name, organisation }) => (
          <li key={id}>
            <a href={`/d/${slug}/posts?author=${id}`}>
              <bdi>{name}</bdi>
            </a>
            {organisation && (
              <>
                {" "}
                <bdi class="meta">{organisation}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface WhoseProps {
  slug: string;
  wanted: WantedHere;
  name: string | null;
  here: string;
}

/** From somebody's posts back to all, and to those that mention the reader. */
function Whose({ slug, wanted, name, here }: WhoseProps) {
  const { t, lang } = useUi();
  const f = findingWords[lang];
  const { author, mentions, supported } = wanted;
  const all = `/d/${slug}/posts`;
  return (
    <>
      {(mentions || supported) && name === null && (
        <p>
          {f.signInForOwn} <a href={`/sign-in?next=${encodeURIComponent(here)}`}>{t.signIn}</a>
        </p>
      )}
      {(author || mentions || supported) && (
        <p>
          <a href={all}>{f.allPosts}</a>
        </p>
      )}
      {!mentions && name !== null && (
        <p>
          <a href={`${all}?mentions=me`}>{f.mentioningYou}</a>
        </p>
      )}
    </>
  );
}

interface HitProps {
  hit: Hit;
  slug: string;
  /** Its number. */
  question: number | null;
}

function HitView({ hit, slug, question }: HitProps) {
  const ui = useUi();
  const { t, lang } = ui;
  const { post, passage, quoted } = hit;
  const words = readIn(post, lang);
  const language = hit.language ?? (quoted ? null : (post.language ?? lang));
  return (
    <article aria-labelledby={`h-${post.id}`}>
      <p class="kicker">
        {question !== null && <span class="num">{t.question(question)}</span>}
        <time class="num" dateTime={post.createdAt}>
          {postTime(ui, post.createdAt)}
        </time>
        {post.support !== null && post.support > 0 && (
          <span class="num">{t.support(post.support)}</span>
        )}
      </p>
      <h2 id={`h-${post.id}`}>
        <a href={`/p/${post.id}`}>
          {post.reference && <span class="num">{post.reference} </span>}
          <bdi>{post.author?.name}</bdi>
        </a>
      </h2>
      {(post.asks || post.official) && (
        <p class="meta">{post.official ? t.official : t.asksModerators}</p>
      )}
      {(post.author?.organisation || post.onBehalfOf) && (
        <p class="meta">
          <Organisations post={post} slug={slug} />
        </p>
      )}
      {post.cites && <Later>{({ Cited }) => <Cited of={post} />}</Later>}
      {quoted && <p class="meta">{findingWords[lang].quoted}</p>}
      {passage ? (
        <PassageText passage={passage} language={language} textName={post.id} />
      ) : (
        <PostText
          html={cut(words.html, shownWords).html}
          language={words.language}
          textName={post.id}
          level={3}
        />
      )}
      {post.files[0] && <Later>{({ Files }) => <Files of={post} />}</Later>}
      <PostTopics ids={post.topics} />
    </article>
  );
}
