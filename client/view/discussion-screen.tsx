import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { AnsweredPlaces } from "#client/answering.ts";
import type { Line } from "#client/feed/line.ts";
import { type Block, holds } from "#client/feed/may-write.ts";
import { byNumber, type Feed } from "#shared/feed.ts";
import type { PostId, QuestionId, UserId } from "#shared/ids.ts";
import type { DiscussionView, Instant, PostView, SpaceSummary } from "#shared/model.ts";
import { Guidelines, Outcome } from "./about.tsx";
import { type Reading, type Target, writeHash } from "./actions.ts";
import { Agenda } from "./agenda.tsx";
import { AnswerButton } from "./answer-button.tsx";
import { type Changing, Status } from "./changing.tsx";
import { FindForm, nothingWanted } from "./find-form.tsx";
import { GuidelinesContext, guidelinesFor } from "./guidelines-ask.ts";
import { HostHtml, SaidContext } from "./host-html.tsx";
import { itemsOf, questionsOf } from "./items.ts";
import { ConnectionLine } from "./line.tsx";
import { Masthead, oneLanguage } from "./masthead.tsx";
import type { WritingKit } from "./parts.ts";
import { PostFrameContext, usePostFrame } from "./post-frame.ts";
import { Question } from "./question.tsx";
import { moderates, type Reader } from "./reader.ts";
import { Foot, Site } from "./site.tsx";
import { StaffContext, useStaff } from "./staff.ts";
import { steady } from "./steady.ts";
import { useUi } from "./ui.ts";
import { Unhurried } from "./unhurried.tsx";

/** A discussion as its screen shows it. */
export interface DiscussionScreenProps {
  feed: Feed;
  shown: ReadonlyMap<QuestionId, readonly PostView[]>;
  fresh: ReadonlyMap<QuestionId, number>;
  here: string;
  /** Where one question's older posts are for readers without script. */
  olderHref(questionId: QuestionId): string | null;
  arrived: ReadonlySet<PostId>;
  /** Said since this reader was here last. */
  unread: ReadonlySet<PostId>;
  expanded: ReadonlySet<PostId>;
  name: string | null;
  spaces: readonly SpaceSummary[];
  /** How many have the page open; null when nobody said yet. */
  readers: Changing<number | null>;
  answering: AnsweredPlaces;
  line: Changing<Line>;
  /** The question being read. */
  current: Changing<QuestionId | null>;
  composing: Target | null;
  /** null: of the discussion as a whole. */
  blockOf(questionId: QuestionId | null): Block | null;
  reading: Reading;
  writing: WritingKit | null;
  /** The one line that is read out. */
  status: Changing<string>;
  /** What stands above the record. */
  above?: ComponentChildren;
  /** What comes later below the questions. */
  below?: ComponentChildren;
  onTry(): void;
  onSignOut: (() => void) | null;
}

/** The page of a discussion. */
export function DiscussionScreen(props: DiscussionScreenProps) {
  const { feed, here, name, line, writing, composing } = props;
  const { discussion } = feed;
  const { t, lang } = useUi();
  const frame = usePostFrame(discussion, true);
  const staff = useStaff(feed.members);
  if (!discussion) return null;
  const question = composing && feed.questions.get(composing.questionId);
  const place = question ? writeHash(composing, question.number) : "";
  const block = props.blockOf(null);
  return (
    <SaidContext.Provider value={oneLanguage(discussion, lang)}>
      <Site here={here} place={place} name={name} discussion onSignOut={props.onSignOut}>
        <ConnectionLine
          line={line}
          signInHref={`/sign-in?next=${encodeURIComponent(here + place)}`}
          onTry={props.onTry}
        />
        {writing && block?.why === "muted" && <writing.parts.Barred block={block} here={here} />}
        <Masthead discussion={discussion} readers={props.readers} spaces={props.spaces}>
          {writing && moderates(feed.viewer) && (
            <writing.parts.HostPanel
              discussion={discussion}
              reader={feed.viewer}
              members={[...feed.members.values()]}
              questions={byNumber(feed)}
              writing={writing}
            />
          )}
        </Masthead>
        <div class="wrap body">
          <Unhurried as="div">
            <Side {...props} />
          </Unhurried>
          <main id="main" tabIndex={-1} aria-labelledby="title">
            <Status of={props.status} />
            <noscript>
              <p class="locked">{t.noScript}</p>
            </noscript>
            {props.above}
            <Outcome discussion={discussion} />
            {discussion.phase !== "draft" && <Find discussion={discussion} />}
            <StaffContext.Provider value={staff}>
              <PostFrameContext.Provider value={frame}>
                <GuidelinesContext.Provider value={guidelinesFor(feed)}>
                  <Questions {...props} />
                </GuidelinesContext.Provider>
              </PostFrameContext.Provider>
            </StaffContext.Provider>
            {props.below}
          </main>
        </div>
        <Below discussion={discussion} />
      </Site>
    </SaidContext.Provider>
  );
}

const Find = steady(function Find({ discussion }: { discussion: DiscussionView }) {
  return (
    <Unhurried as="div">
      <FindForm discussion={discussion} wanted={nothingWanted} />
    </Unhurried>
  );
});

const Below = steady(function Below({ discussion }: { discussion: DiscussionView }) {
  return (
    <Unhurried as="div">
      <Foot>
        <HostHtml class="disclaimer" textName="disclaimer" texts={discussion.disclaimer} />
      </Foot>
    </Unhurried>
  );
});

function Side(props: DiscussionScreenProps) {
  const { feed, writing } = props;
  const current = props.current.value;
  const questions = questionsOf(feed);
  const here = questions.find(({ id }) => id === current) ?? questions[0];
  const { discussion } = feed;
  if (!discussion) return null;
  return (
    <Agenda items={itemsOf(props)} current={props.current}>
      {here && <AnswerButton {...{ discussion, writing }} question={here} primary />}
      <Guidelines discussion={discussion} textName="guidelines" />
    </Agenda>
  );
}

function Questions(props: DiscussionScreenProps) {
  const { feed, shown, fresh } = props;
  const { discussion, viewer, members } = feed;
  const { now } = useUi();
  const muted = useMemo(() => mutedIn(members, viewer, now), [members, viewer, now]);
  if (!discussion) return null;
  return (
    <>
      {questionsOf(feed).map((question) => (
        <Question
          key={question.id}
          question={question}
          discussion={discussion}
          posts={shown.get(question.id) ?? []}
          counts={feed.counts.get(question.id) ?? null}
          window={feed.windows.get(question.id) ?? null}
          fresh={fresh.get(question.id) ?? 0}
          reader={feed.viewer}
          reading={props.reading}
          writing={props.writing}
          arrived={props.arrived}
          unread={props.unread}
          answering={props.answering}
          expanded={props.expanded}
          parents={feed.parents}
          muted={muted}
          {...composed(props, question.id)}
          here={props.here}
          olderHref={props.olderHref(question.id)}
        />
      ))}
    </>
  );
}

/** Until when who is muted, as far as the reader is to know. */
function mutedIn(members: Feed["members"], reader: Reader, now: number) {
  const muted = new Map<UserId, Instant | null>();
  for (const { userId, mute } of moderates(reader) ? members.values() : [])
    if (holds(mute, now)) muted.set(userId, mute.until);
  return muted;
}

/** What is being written in a question, and what keeps the reader from it: nothing changes for the others. */
const composed = ({ composing, blockOf }: DiscussionScreenProps, questionId: QuestionId) =>
  composing?.questionId === questionId
    ? { composing, block: blockOf(questionId) }
    : { composing: null, block: null };
