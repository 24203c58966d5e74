import { type ComponentChildren, Fragment } from "preact";
import { keepsTotals, standing } from "#client/feed/may-write.ts";
import type { DiscussionView, LocalText } from "#shared/model.ts";
import { anyLanguage, calendarDay, langProps, languageName, pick } from "./format.ts";
import { useNotedLines } from "./glossary.tsx";
import { Tongue } from "./host-html.tsx";
import { useUi } from "./ui.ts";

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A line of the host's, as it is shown. */
interface FactLine {
  lang: string;
  shown: ComponentChildren;
}

/** Each line is one of a list. */
function LinesFact({ name, lines }: { name: string; lines: readonly FactLine[] }) {
  const ui = useUi();
  const [first] = lines;
  if (!first) return null;
  return (
    <Fact name={name}>
      <ul class="people" {...langProps(first.lang, ui.lang)}>
        {lines.map(({ shown }, i) => (
          <li key={i}>
            <bdi>{shown}</bdi>
          </li>
        ))}
      </ul>
      <Tongue of={first.lang} />
    </Fact>
  );
}

function TopicsFact({ labels }: { labels: readonly FactLine[] }) {
  const ui = useUi();
  if (!labels[0]) return null;
  return (
    <Fact name={ui.t.topics}>
      {labels.map(({ lang, shown }, i) => (
        <Fragment key={i}>
          {i > 0 && ui.t.comma}
          <bdi {...langProps(lang, ui.lang)}>{shown}</bdi>
        </Fragment>
      ))}
    </Fact>
  );
}

interface DueFactProps {
  title: FactLine | undefined;
  of: DiscussionView["deliverable"];
}

/** What is to come of it, how long, and by when. */
function DueFact({ title, of }: DueFactProps) {
  const ui = useUi();
  const { t } = ui;
  if (!title || !of) return null;
  const parts = [
    of.wordLimit !== null && t.words(of.wordLimit),
    of.dueDate && t.dueBy(calendarDay(ui, of.dueDate)),
  ];
  return (
    <Fact name={t.outcome}>
      <bdi {...langProps(title.lang, ui.lang)}>{title.shown}</bdi>
      {parts.filter(Boolean).map((part) => `${t.comma}${part}`)}
      <Tongue of={title.lang} />
    </Fact>
  );
}

/** What the host wrote of each fact, line by line; a term has its note once, below all of them. */
function useFactLines({ deliverable, ...of }: DiscussionView) {
  const { lang } = useUi();
  const whole = (texts: LocalText = {}) => [pick(texts, lang) ?? []].flat();
  const lines = (texts?: LocalText) =>
    whole(texts).flatMap((found) =>
      found.text.split("\n").flatMap((text) => (text.trim() ? { ...found, text } : [])),
    );
  const facts = [
    whole(deliverable?.title),
    lines(deliverable?.feedsInto),
    ...[of.preparedBy, of.onBehalfOf, of.addressees].map(lines),
    of.topics.flatMap(({ label }) => whole(label)),
  ];
  const { shown, notes } = useNotedLines(facts.flat(), "fact");
  let n = 0;
  return {
    notes,
    facts: facts.map((each) =>
      each.map((line): FactLine => ({ lang: line.lang, shown: shown[n++] })),
    ),
  };
}

export function Facts({ discussion }: { discussion: DiscussionView }) {
  const { t, lang, now } = useUi();
  const { deliverable, moderators, languages } = discussion;
  const {
    facts: [due = [], into = [], by = [], behalf = [], invited = [], labels = []],
    notes,
  } = useFactLines(discussion);
  return (
    <div>
      <dl class="facts">
        <DueFact title={due[0]} of={deliverable} />
        <LinesFact name={t.goesTo} lines={into} />
        <LinesFact name={t.draftedBy} lines={by} />
        <LinesFact name={t.onBehalfOf} lines={behalf} />
        <LinesFact name={t.invited} lines={invited} />
        {languages.length > 0 && standing(discussion, now) !== "closed" && (
          <Fact name={t.writeIn}>{anyLanguage(lang, languages)}</Fact>
        )}
        {keepsTotals(discussion, now) && <Fact name={t.supportKept}>{t.supportKeptMore}</Fact>}
        <TopicsFact labels={labels} />
        {moderators.length > 0 && (
          <Fact name={t.moderators}>
            <ul class="people">
              {moderators.map(({ name, organisation, languages: speaks }) => (
                <li key={name}>
                  <bdi>{name}</bdi>
                  {organisation && (
                    <span>
                      <bdi>{organisation}</bdi>
                    </span>
                  )}
                  {speaks[0] && (
                    <span>{speaks.map((tag) => languageName(lang, tag)).join(t.comma)}</span>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      {notes}
    </div>
  );
}
