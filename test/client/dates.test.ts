import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countingIn, isPlain } from "#client/messages/counting.ts";
import { langs, locales } from "#client/messages/messages.ts";
import { dateWordsOf } from "#client/view/date-words.ts";
import { type DateForm, inForm, knowDates } from "#client/view/dates.ts";

const forms: DateForm[] = ["year", "clock", "day", "dayOfYear"];
forms.push("short", "shortOfYear", "long", "longOfYear");

/** Three years, each some hours and minutes later in the day, with leap day, New Year and both changes of the clock. */
const times = Array.from(
  { length: 1_100 },
  (_, day) => Date.UTC(2027, 0, 1) + day * 86_400_000 + (day % 24) * 3_661_000,
);

describe.each(["UTC", "America/St_Johns", "Asia/Kathmandu", "Europe/Paris"])(
  "where the clocks go by %s",
  (place) => {
    const before = process.env.TZ;
    beforeEach(() => {
      process.env.TZ = place;
    });
    afterEach(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    test.each(langs)("a date in %s is the one that Intl writes, in every form", (lang) => {
      knowDates(lang, dateWordsOf(lang));
      for (const form of forms)
        for (const [zone, timeZone] of [
          ["UTC", "UTC"],
          ["own", place],
        ] as const) {
          const byIntl = new Intl.DateTimeFormat(locales[lang], { ...optionsOf(form), timeZone });
          const written = times.map((time) => inForm(lang, zone, form, time));
          expect(written).toEqual(times.map((time) => byIntl.format(time)));
        }
    });
  },
);

function optionsOf(form: DateForm): Intl.DateTimeFormatOptions {
  if (form === "clock") return { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (form === "year") return { year: "numeric" };
  const [, weekday] = /^(short|long)/.exec(form) ?? [];
  return {
    ...{ day: "numeric", month: "long" },
    ...(form.endsWith("OfYear") ? { year: "numeric" } : {}),
    ...(weekday === "short" || weekday === "long" ? { weekday } : {}),
  };
}

test.each(langs)(
  "a small number in %s is the one that Intl writes, and a large one too",
  (lang) => {
    const numbers = new Intl.NumberFormat(locales[lang]);
    const { number } = countingIn(locales[lang]);
    for (const n of [...Array(1_100).keys(), 9_999, 10_000, 1_234_567, -1, 0.5])
      expect(number(n)).toBe(numbers.format(n));
    expect([-1, 0.5, 1_000].some(isPlain)).toBe(false);
  },
);
