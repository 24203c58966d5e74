import { embedWords } from "#client/messages/compiled/embed.ts";
import { Agenda } from "./agenda.tsx";
import { Readers, Status } from "./changing.tsx";
import type { DiscussionScreenProps } from "./discussion-screen.tsx";
import { langProps, pick } from "./format.ts";
import { HostHtml } from "./host-html.tsx";
import { itemsOf, questionsOf } from "./items.ts";
import { ConnectionLine } from "./line.tsx";
import { PostFrameContext, usePostFrame } from "./post-frame.ts";
import { Question } from "./question.tsx";
import { Standing } from "./standing.tsx";
import { useUi } from "./ui.ts";

export type EmbedScreenProps = Pick<
  DiscussionScreenProps,
  | "feed"
  | "shown"
  | "fresh"
  | "arrived"
  | "expanded"
  | "readers"
  | "answering"
  | "line"
  | "current"
  | "reading"
  | "status"
  | "onTry"
> & { href: string };

const nobody = new Map<never, never>();
const none = new Set<never>();

/** The discussion inside somebody else's page: to be read, live, with a way to the whole. */
export function EmbedScreen(props: EmbedScreenProps) {
  const { feed, href } = props;
  const { t, lang } = useUi();
  const { discussion } = feed;
  const frame = usePostFrame(discussion, false);
  if (!discussion) return null;
  const title = pick(discussion.title, lang);
  return (
    <div class="embed">
      <a class="skip" href="#main">
        {t.skipDiscussion}
      </a>
      <ConnectionLine line={props.line} signInHref={null} onTry={props.onTry} />
      <header class="e-head">
        <h1 id="title" {...langProps(title?.lang ?? null, lang)}>
          {title?.text}
        </h1>
        <p class="num">
          <Standing discussion={discussion} />
          <Readers of={props.readers} />
        </p>
      </header>
      <Agenda items={itemsOf(props)} current={props.current} />
      <main id="main" tabIndex={-1} aria-labelledby="title">
        <Status of={props.status} />
        <PostFrameContext.Provider value={frame}>
          {questionsOf(feed).map((question) => (
            <Question
              key={question.id}
              question={question}
              discussion={discussion}
              posts={props.shown.get(question.id) ?? []}
              counts={feed.counts.get(question.id) ?? null}
              window={feed.windows.get(question.id) ?? null}
              fresh={props.fresh.get(question.id) ?? 0}
              reader={feed.viewer}
              reading={props.reading}
              writing={null}
              arrived={props.arrived}
              unread={none}
              answering={props.answering}
              expanded={props.expanded}
              parents={feed.parents}
              muted={nobody}
              composing={null}
              block={null}
              here={href}
              olderHref={null}
            />
          ))}
        </PostFrameContext.Provider>
      </main>
      <footer class="e-foot">
        <p>
          <a class="btn primary" href={href} target="_blank" rel="noopener">
            {embedWords[lang].answerThere}
          </a>
        </p>
        <HostHtml class="disclaimer" textName="disclaimer" texts={discussion.disclaimer} />
      </footer>
    </div>
  );
}

/** The same line for unknown and forbidden, without a title that would tell which. */
export function NoEmbed() {
  const { lang } = useUi();
  return (
    <main id="main" class="embed none">
      <h1>{embedWords[lang].notAvailable}</h1>
    </main>
  );
}
