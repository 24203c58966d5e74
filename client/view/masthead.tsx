import type { ComponentChildren } from "preact";
import { standing } from "#client/feed/may-write.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { DiscussionView, SpaceSummary } from "#shared/model.ts";
import { CallToAction, Faq, Guidelines } from "./about.tsx";
import { type Changing, Readers } from "./changing.tsx";
import { Facts } from "./facts.tsx";
import { langProps, languageName, pick } from "./format.ts";
import { useNoted } from "./glossary.tsx";
import { HostHtml } from "./host-html.tsx";
import { Later } from "./later.tsx";
import { Period } from "./period.tsx";
import { Standing } from "./standing.tsx";
import { steady } from "./steady.ts";
import { useUi } from "./ui.ts";
import { Unhurried } from "./unhurried.tsx";

interface MastheadProps {
  discussion: DiscussionView;
  readers: Changing<number | null>;
  /** Those in which it is listed. */
  spaces: readonly SpaceSummary[];
  children?: ComponentChildren;
}

/** What the discussion is for, how to take part, and how long it goes on. */
export const Masthead = steady(function Masthead(props: MastheadProps) {
  const { discussion, readers, spaces, children } = props;
  const { t, lang } = useUi();
  const title = useNoted(discussion.title, "title");
  return (
    <Unhurried as="section" class="mast" aria-label={t.about}>
      <div class="wrap">
        <div>
          <p class="kicker">
            {spaces.map(({ id, slug, title: named }) => {
              const name = pick(named, lang);
              return (
                <a key={id} href={`/s/${slug}`} {...langProps(name?.lang ?? null, lang)}>
                  {name?.text}
                </a>
              );
            })}
            <Standing discussion={discussion} />
            {title.language !== lang && (
              <span>{t.inLanguage(languageName(lang, title.language))}</span>
            )}
            <Readers of={readers} />
          </p>
          <h1 id="title" tabIndex={-1} {...title.props}>
            {title.shown}
          </h1>
          {title.notes}
          <HostHtml class="aim" textName="aim" texts={discussion.aim} />
          <HostHtml class="aside-note" textName="method" texts={discussion.method} />
          {discussion.documents[0] && (
            <Later>{({ Documents }) => <Documents of={discussion} />}</Later>
          )}
          <CallToAction discussion={discussion} />
          <Contact discussion={discussion} />
        </div>
        <Facts discussion={discussion} />
        <Period discussion={discussion} />
        <Guidelines discussion={discussion} textName="rules" class="faq rules" />
        <Faq discussion={discussion} />
        {children}
      </div>
    </Unhurried>
  );
});

/** The language that all texts on top of the page are in, which then is said once; null where they aren't all in one. */
export function oneLanguage(discussion: DiscussionView, lang: Lang): string | null {
  const { title, aim, method, contact, preparedBy, onBehalfOf, addressees } = discussion;
  const [one, ...others] = new Set(
    [title, aim, method, contact, preparedBy, onBehalfOf, addressees].flatMap(
      (texts) => pick<string>(texts, lang)?.lang ?? [],
    ),
  );
  return (!others[0] && one) || null;
}

/** Whom to write to when posting fails: only with an address in it, never as an empty sentence. */
function Contact({ discussion }: { discussion: DiscussionView }) {
  const { t, lang, now } = useUi();
  const { contact: texts } = discussion;
  if (!pick(texts, lang)) return null;
  const isOver = standing(discussion, now) === "closed";
  return (
    <div class="contact" id="contact">
      <b>{isOver ? t.contact : t.help}</b>{" "}
      <HostHtml class="aside-note" textName="contact" texts={texts} />
    </div>
  );
}
