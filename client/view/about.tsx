import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView, FaqItem } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import { useNoted } from "./glossary.tsx";
import { HostHtml } from "./host-html.tsx";
import { useUi } from "./ui.ts";

interface AboutProps {
  discussion: DiscussionView;
}

/** Where the host would have people go next. */
export function CallToAction({ discussion: { callToAction } }: AboutProps) {
  const { lang } = useUi();
  const label = callToAction && pick(callToAction.label, lang);
  if (!label) return null;
  return (
    <p class="call">
      <a
        class="btn primary"
        href={callToAction.url}
        rel="noopener"
        {...langProps(label.lang, lang)}
      >
        {label.text}
      </a>
    </p>
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
      {answered.map((item) => (
        <Answer key={item.id} {...item} />
      ))}
    </details>
  );
}

function Answer({ id, question, answer }: FaqItem) {
  const { t, lang } = useUi();
  const { shown, notes } = useNoted(question, `asked-${id}`);
  return (
    <details>
      <summary>{shown}</summary>
      <div id={`faq-${id}`}>
        {notes}
        <HostHtml class="aside-note" textName={`faq-${id}`} texts={answer} />
        <p>
          <a href={`#faq-${id}`}>
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
