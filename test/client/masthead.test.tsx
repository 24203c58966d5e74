import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import type { Lang } from "#client/messages/messages.ts";
import { FirstDiscussion } from "#client/view/first-view.tsx";
import { UiContext } from "#client/view/ui.ts";
import { start } from "#shared/feed.ts";
import { type DiscussionView, Instant, LocalHtml, LocalText } from "#shared/model.ts";
import { aSnapshot, aTalk } from "#test/support/feed-world.ts";

const now = Date.parse("2026-03-10T12:00:00.000Z");

/** The page of a discussion as the server renders it. */
function pageOf(lang: Lang, title: Record<string, string>, more: Partial<DiscussionView>): string {
  const snapshot = aSnapshot([]);
  const feed = start({ ...snapshot, changes: [aTalk(title, more), ...snapshot.changes] });
  const ui = { t: catalogues[lang], lang, zone: "UTC", now, live: false };
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
  for (const name of ["aim", "method", "guidelines", "outcome", "faq-a", "asked-a", "q-1", "q-2"]) {
    expect(page.split(`id="termref-${name}-1" href="#term-${name}-1"`)).toHaveLength(2);
    expect(page.split(`<li id="term-${name}-1">`)).toHaveLength(2);
  }
  expect(page.split("Ce qui est demandé.")).toHaveLength(9);
});
