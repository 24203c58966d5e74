import { type ComponentChildren, Fragment } from "preact";
import { closedSince, keepsTotals, standing } from "#client/feed/may-write.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { DiscussionView, Instant, LocalText, SpaceSummary } from "#shared/model.ts";
import { CallToAction, Faq, Guidelines } from "./about.tsx";
import { type Changing, Readers } from "./changing.tsx";
import { aheadOf, inForm } from "./dates.ts";
import {
  anyLanguage,
  calendarDay,
  day,
  dayParts,
  fullTime,
  isolated,
  langProps,
  languageName,
  pick,
} from "./format.ts";
import { useNoted, useNotedLines } from "./glossary.tsx";
import { HostHtml, Tongue } from "./host-html.tsx";
import { Standing } from "./standing.tsx";
import { steady } from "./steady.ts";
import { type Ui, useUi } from "./ui.ts";
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
          <CallToAction discussion={discussion} />
          <Contact discussion={discussion} />
        </div>
        <Facts discussion={discussion} />
        <Term discussion={discussion} />
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

function Facts({ discussion }: { discussion: DiscussionView }) {
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

const isPast = (at: Instant | null, now: number) => at !== null && Date.parse(at) <= now;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** "14:00, New York time", with the day where it is another one; null where the reader's clock shows the same. */
function timeThere(ui: Ui, at: Instant, timeZone: string, ahead: number): string | null {
  const time = Date.parse(at);
  if (ahead === aheadOf(ui.zone, time)) return null;
  const there = { ...ui, zone: ahead };
  const text = inForm(ui.lang, ahead, "clock", time);
  const sameDay = dayParts(ui, time, "long") === dayParts(there, time, "long");
  const when = sameDay ? text : ui.t.at({ day: dayParts(there, time, "long"), time: text });
  // Of `Etc/GMT+5` nobody knows which way it goes.
  const place = /^(?:UTC|Etc\/|GMT)/.test(timeZone) ? null : timeZone.split("/").at(-1);
  return place
    ? ui.t.there({ when, place: isolated(ui, place.replaceAll("_", " ")) })
    : ui.t.utc(when);
}

/** From opening to closing, how much of it is used, and when it ends in the reader's time. */
function Term({ discussion }: { discussion: DiscussionView }) {
  const ui = useUi();
  const { t, now } = ui;
  const { closesAt, extendedFrom } = discussion;
  const stands = standing(discussion, now);
  // A draft whose time has come is opened by a host, nobody knows when.
  const opensAt =
    stands === "upcoming" && isPast(discussion.opensAt, now) ? null : discussion.opensAt;
  if (!opensAt && !closesAt && stands !== "closed") return null;
  const start = opensAt ?? discussion.createdAt;
  const since = closedSince(discussion, now);
  // Whose time it is can't be told from paper.
  const zone = ui.paper ? Intl.DateTimeFormat().resolvedOptions().timeZone : t.yourTime;
  const yours = ui.live && <span class="yours"> {zone}</span>;
  const there = (at: Instant, ahead: number | null) => {
    const told = ahead !== null && timeThere(ui, at, discussion.timeZone, ahead);
    return told && <span class="yours"> ({told})</span>;
  };
  const { offsets } = discussion;
  const closedEarly = stands === "closed" && (since !== closesAt || since === null);
  return (
    <div class="term">
      {closesAt && !closedEarly && <Used start={start} end={closesAt} />}
      <ol class="num">
        {opensAt && (
          <li>
            <time dateTime={opensAt}>
              {stands === "upcoming" ? t.opens(fullTime(ui, opensAt)) : t.opened(day(ui, opensAt))}
            </time>
            {stands === "upcoming" && (
              <>
                {yours}
                {there(opensAt, offsets.opensAt)}
              </>
            )}
          </li>
        )}
        {closesAt && stands === "open" && (
          <li>
            <strong>{timeLeft(t, Date.parse(closesAt) - now)}</strong>
          </li>
        )}
        {closesAt && !closedEarly && (
          <li>
            <time dateTime={closesAt}>
              {stands === "closed"
                ? t.closedOn(fullTime(ui, closesAt))
                : t.closes(fullTime(ui, closesAt))}
            </time>
            {yours}
            {there(closesAt, offsets.closesAt)}
            {extendedFrom && (
              <span class="extended">{t.extended(fromTo(ui, extendedFrom, closesAt))}</span>
            )}
          </li>
        )}
        {closedEarly && (
          <li>
            {since ? t.closedOn(fullTime(ui, since)) : t.closed}
            {since && yours}
          </li>
        )}
      </ol>
    </div>
  );
}

/** Two days, or two times where they are of the same day. */
function fromTo(ui: Ui, from: Instant, to: Instant): { from: string; to: string } {
  const said = day(ui, from) === day(ui, to) ? fullTime : day;
  return { from: said(ui, from), to: said(ui, to) };
}

function timeLeft(t: ReturnType<typeof useUi>["t"], ms: number): string {
  if (ms >= 2 * dayMs) return t.daysLeft(Math.floor(ms / dayMs));
  return ms >= hourMs ? t.hoursLeft(Math.floor(ms / hourMs)) : t.lastHour;
}

function Used({ start, end }: { start: Instant; end: Instant }) {
  const { t, now } = useUi();
  const all = Math.max(1, Date.parse(end) - Date.parse(start));
  const used = Math.min(all, Math.max(0, now - Date.parse(start)));
  return (
    <progress
      value={Math.round((used / all) * 100)}
      max={100}
      aria-label={t.timeUsed({ n: Math.floor(used / dayMs), of: Math.ceil(all / dayMs) })}
    />
  );
}
