import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView } from "#shared/model.ts";
import { pick } from "./format.ts";
import { useNoted } from "./glossary.tsx";
import { HostHtml, Tongue } from "./host-html.tsx";
import { useUi } from "./ui.ts";

interface AboutProps {
  discussion: DiscussionView;
}

/** Where the host would have people go next. */
export function CallToAction({ discussion: { callToAction, followUp, slug } }: AboutProps) {
  const { t, lang } = useUi();
  const label = useNoted(callToAction?.label ?? {}, "call", { refs: "apart" });
  return (
    <>
      {callToAction && (
        <p class="call">
          <a class="btn primary" href={callToAction.url} {...label.props}>
            <span>{label.shown}</span>
          </a>
          {label.refs} <Tongue of={label.language} />
        </p>
      )}
      {label.notes}
      {pick(followUp, lang) && (
        <p class="call">
          <a href={`/d/${slug}/join-in`}>{t.joinIn}</a>
        </p>
      )}
    </>
  );
}

interface GuidelinesProps extends AboutProps {
  /** They stand at the side of a wide page, and where there is no room for that, below what the page is about. */
  textName: "guidelines" | "rules";
  class?: string;
}

/** How people are asked to write. */
export function Guidelines({ discussion: { guidelines }, textName, ...look }: GuidelinesProps) {
  const { t, lang } = useUi();
  if (!pick(guidelines, lang)) return null;
  return (
    <details {...look}>
      <summary>{t.guidelines}</summary>
      <HostHtml class="guidelines" textName={textName} texts={guidelines} />
    </details>
  );
}

/** Answers that many look for, folded, each with an address of its own: following one unfolds it. */
export function Faq({ discussion: { faq } }: AboutProps) {
  const { t, lang } = useUi();
  const answered = faq.filter(({ question, answer }) => pick(question, lang) && pick(answer, lang));
  if (answered.length === 0) return null;
  return (
    <details class="faq">
      <summary>{t.faq(answered.length)}</summary>
      {answered.map((entry) => (
        <Answered key={entry.id} entry={entry} />
      ))}
    </details>
  );
}

/** The notes on terms in a question stand with its answer: what unfolds something has no links in it. */
function Answered({ entry }: { entry: DiscussionView["faq"][number] }) {
  const { t, lang } = useUi();
  const { id, question, answer } = entry;
  const textName = `faq-${id}`;
  const asked = useNoted(question, textName, { refs: "plain" });
  return (
    <details>
      <summary>
        <span {...asked.props}>{asked.shown}</span>
      </summary>
      <div id={textName}>
        <HostHtml class="aside-note" textName={textName} texts={answer} found={asked.found} />
        <p>
          <a href={`#${textName}`}>
            {t.faqLink}
            <span class="sr">: {pick(question, lang)?.text}</span>
          </a>
        </p>
      </div>
    </details>
  );
}

/** What was done with the contributions, once there are no more to come. */
export function Outcome({ discussion }: AboutProps) {
  const { t, lang, now } = useUi();
  if (standing(discussion, now) !== "closed" || !pick(discussion.outcome, lang)) return null;
  return (
    <section class="outcome" aria-labelledby="outcome">
      <h2 id="outcome">{t.whatCame}</h2>
      <HostHtml class="prose" textName="outcome" texts={discussion.outcome} />
    </section>
  );
}
