import { standing } from "#client/feed/may-write.ts";
import type { DiscussionView } from "#shared/model.ts";
import { langProps, pick } from "./format.ts";
import { HostHtml, Tongue } from "./host-html.tsx";
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
      </a>{" "}
      <Tongue of={label.lang} />
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
      {answered.map(({ id, question, answer }) => {
        const asked = pick(question, lang);
        return (
          <details key={id}>
            <summary>
              <span {...langProps(asked?.lang ?? null, lang)}>{asked?.text}</span>
            </summary>
            <div id={`faq-${id}`}>
              <HostHtml class="aside-note" textName={`faq-${id}`} texts={answer} />
              <p>
                <a href={`#faq-${id}`}>
                  {t.faqLink}
                  <span class="sr">: {asked?.text}</span>
                </a>
              </p>
            </div>
          </details>
        );
      })}
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
