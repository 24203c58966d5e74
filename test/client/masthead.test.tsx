import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import { type Lang, langs } from "#client/messages/messages.ts";
import { dateWordsOf } from "#client/view/date-words.ts";
import { knowDates } from "#client/view/dates.ts";
import { FirstDiscussion } from "#client/view/first-view.tsx";
import { UiContext } from "#client/view/ui.ts";
import { start } from "#shared/feed.ts";
import { type DiscussionView, Instant, Language, LocalHtml, LocalText } from "#shared/model.ts";
import { aSnapshot, aTalk } from "#test/support/feed-world.ts";

for (const lang of langs) knowDates(lang, dateWordsOf(lang));
const now = Date.parse("2026-03-10T12:00:00.000Z");

/** The page of a discussion as the server renders it. */
function pageOf(lang: Lang, title: Record<string, string>, more: Partial<DiscussionView>): string {
  const snapshot = aSnapshot([]);
  const feed = start({ ...snapshot, changes: [aTalk(title, more), ...snapshot.changes] });
  const ui = { t: catalogues[lang], lang, zone: "UTC" as const, now, live: false };
  return renderToString(
    <UiContext.Provider value={ui}>
      <FirstDiscussion feed={feed} here="/d/a-talk" olderHref={() => null} />
    </UiContext.Provider>,
  );
}

test("a term has its note wherever the host's texts have it, in a text of another language too", () => {
  const html = (text: string) => LocalHtml.parse({ en: `<p>${text}</p>` });
  const page = pageOf(
    "fr",
    { en: "A talk" },
    {
      terms: [
        {
          term: LocalText.parse({ en: "Question" }),
          note: LocalText.parse({ en: "What is asked.", fr: "Ce qui est demandé." }),
        },
      ],
      closesAt: Instant.parse("2026-03-01T00:00:00.000Z"),
      aim: html("A question."),
      method: html("A question."),
      guidelines: html("A question."),
      outcome: LocalHtml.parse({ fr: "<p>La question.</p>" }),
      faq: [
        { id: "a", question: LocalText.parse({ en: "A question?" }), answer: html("A question.") },
      ],
    },
  );
  for (const name of ["aim", "method", "guidelines", "rules", "outcome", "faq-a", "q-1", "q-2"]) {
    // In what unfolds something no link can stand.
    const href = name === "faq-a" ? "" : ` href="#term-${name}-1"`;
    expect(page.split(`id="termref-${name}-1"${href}>`)).toHaveLength(2);
    expect(page.split(`<li id="term-${name}-1">`)).toHaveLength(2);
  }
  expect(page.split("Ce qui est demandé.")).toHaveLength(9);
});

const texts = (words: Record<string, string>) => LocalText.parse(words);
const htmls = (words: Record<string, string>) => LocalHtml.parse(words);
/** How often the page says that something is in English. */
const said = (page: string) => page.split("En anglais").length - 1;

test("where all on top of the page is in another language, that is said once, also for what is below", () => {
  const more = { aim: htmls({ en: "<p>Aim.</p>" }), guidelines: htmls({ en: "<p>Be kind.</p>" }) };
  const page = pageOf("fr", { en: "A talk" }, more);
  expect(said(page)).toBe(1);
  expect(page).toContain("<span>En anglais</span></p><h1");
});

test("where only some of it is, each text says so beside itself", () => {
  const more = {
    aim: htmls({ en: "<p>Aim.</p>", fr: "<p>But.</p>" }),
    method: htmls({ en: "<p>How.</p>" }),
    contact: htmls({ ar: "<p>اكتبوا لنا</p>" }),
    preparedBy: texts({ en: "The drafters" }),
  };
  const page = pageOf("fr", { fr: "Un débat", en: "A talk" }, more);
  const note = '<span class="tongue">En anglais</span>';
  expect(page).toContain(`${note}<div class="aside-note" lang="en" dir="ltr"><p>How.</p></div>`);
  expect(page).toMatch(/The drafters<\/bdi><\/li><\/ul><span class="tongue">En anglais/);
  expect(page).toMatch(/En arabe<\/span><div class="aside-note" lang="ar" dir="rtl">/);
  expect(page).toContain(`Question 1?</span></h2>${note}`);
  // The method, who drafts it, and the two questions.
  expect(said(page)).toBe(4);
  expect(pageOf("en", { en: "A talk", fr: "Un débat" }, more)).not.toContain("In English");
});

test("of a fact with several lines each is one of a list", () => {
  const page = pageOf("en", { en: "A talk" }, { preparedBy: texts({ en: "One\nTwo\n\nThree" }) });
  expect(page).toContain(
    '<dt>Drafted by</dt><dd><ul class="people"><li><bdi>One</bdi></li><li><bdi>Two</bdi></li><li><bdi>Three</bdi></li></ul></dd>',
  );
});

test("moderators are named with their languages", () => {
  const languages = [Language.parse("en"), Language.parse("ar")];
  const moderators = [{ name: "Ana", organisation: null, languages }];
  expect(pageOf("en", { en: "A talk" }, { moderators })).toContain(
    "<li><bdi>Ana</bdi><span>English, Arabic</span></li>",
  );
});

test("a draft whose opening time has passed doesn't say that it opens then", () => {
  const opensAt = Instant.parse("2026-03-09T10:00:00.000Z");
  expect(pageOf("en", { en: "A talk" }, { phase: "draft", opensAt })).not.toContain("Opens");
  const later = Instant.parse("2026-03-11T10:00:00.000Z");
  expect(pageOf("en", { en: "A talk" }, { phase: "draft", opensAt: later })).toContain(
    "Opens Wednesday 11 March",
  );
});

test("a time also says what clocks show in the host's zone, where the reader's show something else", () => {
  const closesAt = Instant.parse("2026-03-20T02:30:00.000Z");
  const told = (timeZone: string, ahead: number) =>
    /<time[^>]*>(Closes.*?)<\/li>/
      .exec(
        pageOf(
          "en",
          { en: "A talk" },
          { closesAt, timeZone, offsets: { opensAt: null, closesAt: ahead } },
        ),
      )?.[1]
      ?.replace(/<[^>]*>/g, "");
  expect(told("America/New_York", -240)).toBe(
    "Closes Friday 20 March, 02:30 UTC (Thursday 19 March, 22:30, New York time)",
  );
  expect(told("Asia/Kathmandu", 345)).toBe(
    "Closes Friday 20 March, 02:30 UTC (08:15, Kathmandu time)",
  );
  expect(told("Europe/London", 0)).toBe("Closes Friday 20 March, 02:30 UTC");
});

test("what is over asks nobody to write in a language, and doesn't ask what troubles them", () => {
  const more = {
    languages: [Language.parse("en")],
    contact: htmls({ en: "<p>Write to us.</p>" }),
    closesAt: Instant.parse("2026-03-01T00:00:00.000Z"),
  };
  const over = pageOf("en", { en: "A talk" }, more);
  expect(over).not.toContain("Write in");
  expect(over).not.toContain("Trouble posting?");
  expect(over).toContain("<b>Contact:</b>");
  const open = pageOf("en", { en: "A talk" }, { ...more, closesAt: null });
  expect(open).toContain("Write in");
  expect(open).toContain("Trouble posting?");
});

test("the page tells by which rule its posts stand where they do", () => {
  expect(pageOf("en", { en: "A talk" }, {})).toMatch(
    /Why this order\?<\/summary><p>On this page the questions stand in the host’s order;.* The post that was sent last comes first\.<\/p>/,
  );
});
