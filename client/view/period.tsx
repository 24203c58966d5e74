import { closedSince, standing } from "#client/feed/may-write.ts";
import type { DiscussionView, Instant } from "#shared/model.ts";
import { aheadOf, inForm } from "./dates.ts";
import { day, dayParts, fullTime, isolated } from "./format.ts";
import { type Ui, useUi } from "./ui.ts";

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
export function Period({ discussion }: { discussion: DiscussionView }) {
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
