import { useMemo, useState } from "preact/hooks";
import { standing } from "#client/feed/may-write.ts";
import { type Row, threads } from "#client/feed/threads.ts";
import type { CountsView, PostView, WindowView } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { sameTarget } from "./actions.ts";
import { AnswerButton, takesAnswers } from "./answer-button.tsx";
import { sentenceFor } from "./failure.ts";
import { day, isolated } from "./format.ts";
import { useNoted } from "./glossary.tsx";
import { Tongue } from "./host-html.tsx";
import { Icon } from "./icon.tsx";
import { moderates } from "./reader.ts";
import { Answering, type RecordProps, Rows, writeProps } from "./rows.tsx";
import { steady } from "./steady.ts";
import { useUi } from "./ui.ts";
import { Unhurried } from "./unhurried.tsx";

export interface QuestionProps extends RecordProps {
  posts: readonly PostView[];
  counts: CountsView | null;
  window: WindowView | null;
  /** How many posts are kept back until asked for. */
  fresh: number;
  /** Where the older posts are for readers without script. */
  olderHref: string | null;
}

/** A numbered question with its record. */
export const Question = steady(function Question(props: QuestionProps) {
  const { question, discussion } = props;
  const { now } = useUi();
  const { number } = question;
  return (
    <Unhurried
      as="section"
      class={standing(discussion, now) === "open" ? "q" : "q still"}
      id={`q-${number}`}
      aria-labelledby={`q-${number}-h`}
      data-question={question.id}
    >
      <Inside {...props} />
    </Unhurried>
  );
});

function Inside(props: QuestionProps) {
  const { posts, counts, window, fresh, olderHref, ...record } = props;
  const { question, reading, writing, composing } = record;
  const { t } = useUi();
  const rows = useMemo(() => threads(posts), [posts]);
  const below = window?.older ? rows.find(isBelow(window)) : undefined;
  const { number } = question;
  const total = counts?.posts ?? posts.length;
  const composed =
    composing !== null && sameTarget(composing, { kind: "answer", questionId: question.id });
  const empty = rows.length === 0 && fresh === 0 && !window?.older;
  return (
    <>
      <QuestionHead {...props} total={total} offers={!empty && !composed} />
      <Answering shown={props.answering.has(question.id)} />
      {empty ? (
        <Invite {...props} composed={composed} />
      ) : (
        <>
          <div class="feed">
            {fresh > 0 && (
              <div class="newpill">
                <button type="button" onClick={() => reading.reveal(question.id)}>
                  <Icon name="up" />
                  {t.newPosts(fresh)}
                  <span class="sr"> {t.question(number)}</span>
                </button>
              </div>
            )}
            <Rows {...record} rows={rows} below={below ?? null} />
          </div>
          <Older
            {...props}
            shown={rows.filter(({ post }) => post.state === "published").length}
            total={total}
            composed={composed}
          />
        </>
      )}
      {composed && writing && <writing.parts.Write {...writeProps(props, composing, writing)} />}
    </>
  );
}

interface HeadProps extends QuestionProps {
  total: number;
  /** Where the list of questions has no room for the button, it stands here: nobody has to pass all posts to answer. */
  offers: boolean;
}

function QuestionHead(props: HeadProps) {
  const { question, discussion, counts, reader, writing, total, offers } = props;
  const ui = useUi();
  const { t, now } = ui;
  const noted = useNoted(question.text, `q-${question.number}`);
  const stands = standing(discussion, now);
  const phases = { open: t.openForAnswers, upcoming: t.notOpenYet, closed: t.closedPhase };
  const phaseWhen = (locked: boolean) =>
    locked && stands !== "closed" ? t.lockedPhase : phases[stands];
  const asked = day(ui, question.createdAt);
  return (
    <header>
      <div class={question.number > 9 ? "n two" : "n"} aria-hidden="true">
        {question.number}
      </div>
      <div>
        <h2 id={`q-${question.number}-h`} tabIndex={-1}>
          <span class="sr">{t.question(question.number)}: </span>
          <span {...noted.props}>{noted.shown}</span>
        </h2>
        <Tongue of={noted.language} />
        {noted.notes}
        <p class="by">
          <span class={question.locked || stands !== "open" ? "phase soon" : "phase"}>
            {phaseWhen(question.locked)}
          </span>
          <span>
            {question.authorName
              ? t.askedBy({ name: isolated(ui, question.authorName), day: asked })
              : t.asked(asked)}
          </span>
          <span class="num">{total === 0 ? t.noPostsYet : t.postsCount(total)}</span>
          {counts?.pending ? (
            <span class="num phase soon">{t.waitingCount(counts.pending)}</span>
          ) : null}
        </p>
        {offers && (
          <div class="here">
            <AnswerButton {...props} />
          </div>
        )}
        {writing && moderates(reader) && (
          <writing.parts.LockButton {...{ question, phaseWhen, writing }} />
        )}
      </div>
    </header>
  );
}

/** A thread that was asked for by itself: between it and those above it others aren't loaded. */
const isBelow =
  ({ floor }: WindowView) =>
  ({ post, depth }: Row): boolean =>
    depth === 0 && post.pinned === null && post.order < floor;

/** An empty question invites, as long as it takes answers. */
function Invite(props: QuestionProps & { composed: boolean }) {
  const { t, now } = useUi();
  const closed = standing(props.discussion, now) === "closed";
  return (
    <div class="invite">
      <div>
        <p>
          <strong>{closed ? t.nobodyClosed : t.nobodyAnswered}</strong>
          {takesAnswers(props, now) && ` ${t.nobodyMore}`}
        </p>
        {!props.composed && <AnswerButton {...props} primary />}
      </div>
    </div>
  );
}

function Older(props: QuestionProps & { shown: number; total: number; composed: boolean }) {
  const { window, reading, question, shown, total, olderHref, composed } = props;
  const ui = useUi();
  const { t } = ui;
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const left = Math.max(0, total - shown);
  const more = window?.older !== null && window !== null;
  const load = async () => {
    setLoading(true);
    setFailure(null);
    setFailure(await reading.showOlder(question.id));
    setLoading(false);
  };
  return (
    <div class="older">
      {failure && (
        <p>
          <b>{t.earlierFailed(question.number)}</b> {sentenceFor(ui, failure)}
        </p>
      )}
      {more && (
        <>
          <button class="btn script" type="button" disabled={loading} onClick={() => void load()}>
            {failure
              ? t.loadAgain
              : left > 0
                ? t.showEarlier(Math.min(left, 50))
                : t.showEarlierAny}
          </button>
          {olderHref && (
            <a class="btn no-script" href={olderHref}>
              {t.showEarlierAny}
            </a>
          )}
        </>
      )}
      {more && (loading || left > 0) && (
        <span class="num">
          {loading ? t.loadingEarlier(question.number) : t.reading({ shown, all: total })}
        </span>
      )}
      {!composed && <AnswerButton {...props} />}
    </div>
  );
}
