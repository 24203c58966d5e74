import { expect, test } from "vitest";
import { catalogues } from "#client/messages/catalogues.ts";
import { dateWordsOf } from "#client/view/date-words.ts";
import { knowDates } from "#client/view/dates.ts";
import { postTime, timeWithin } from "#client/view/format.ts";
import type { Ui } from "#client/view/ui.ts";
import { Instant } from "#shared/model.ts";

knowDates("en", dateWordsOf("en"));
const now = Date.parse("2026-03-03T21:24:30Z");
const ui: Ui = { t: catalogues.en, lang: "en", zone: "UTC", now, live: true };
const times = ["2026-03-03T21:24:00Z", "2026-03-03T09:05:00Z", "2026-02-27T10:42:00Z"].map((each) =>
  Instant.parse(each),
);

test("a time that stands alone may be a word of its own; within a sentence it is a plain time", () => {
  expect(times.map((each) => postTime(ui, each))).toEqual([
    ...["Just now", "Today, 09:05", "Fri 27 February, 10:42"],
  ]);
  expect(times.map((each) => postTime({ ...ui, paper: true }, each))).toEqual([
    ...["Tue, 3 March 2026, 21:24", "Tue, 3 March 2026, 09:05", "Fri, 27 February 2026, 10:42"],
  ]);
  expect(times.map((each) => ui.t.edited(timeWithin(ui, each)))).toEqual([
    ...["Edited 21:24", "Edited 09:05", "Edited Fri 27 February, 10:42"],
  ]);
});

test("until a page is live, a time says its day and its zone, since nothing tells when it is read", () => {
  const early = { ...ui, live: false };
  for (const say of [postTime, timeWithin])
    expect(times.map((each) => say(early, each))).toEqual([
      "Tue 3 March, 21:24 UTC",
      "Tue 3 March, 09:05 UTC",
      "Fri 27 February, 10:42 UTC",
    ]);
});
