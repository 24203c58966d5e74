import { expect, test } from "vitest";
import { stopsUntil } from "#client/settings/stops.ts";
import { Instant } from "#shared/model.ts";

const at = (text: string) => Instant.parse(text);
const now = Date.parse("2027-05-10T12:00:00.000Z");
const before = at("2027-05-01T08:00:00.000Z");
const later = at("2027-05-20T08:00:00.000Z");
const open = { phase: "open", opensAt: before, closesAt: null } as const;

test.each([
  ["an open one", open, "2027-05-20T10:00", "2027-05-20T08:00:00.000Z"],
  ["one without times", { ...open, opensAt: null }, "2027-05-20T10:00", "2027-05-20T08:00:00.000Z"],
  ["one whose time stays in the past", open, "2027-05-10T13:59", null],
  ["one that opens at no set time", open, "", null],
  ["one whose clocks never show that time", open, "2027-03-28T02:30", null],
  ["one that opens later already", { ...open, opensAt: later }, "2027-05-21T10:00", null],
  ["a draft", { ...open, phase: "draft" as const }, "2027-05-20T10:00", null],
  ["a closed one", { ...open, closesAt: before }, "2027-05-20T10:00", null],
])(
  "%s is stopped by an opening time only where it is open, and until that time",
  (_, discussion, opensAt, until) => {
    expect(stopsUntil(discussion, { opensAt, timeZone: "Europe/Paris" }, now)).toBe(until);
  },
);

test("another time zone alone can stop it", () => {
  const typed = { opensAt: "2027-05-10T10:00" };
  expect(stopsUntil(open, { ...typed, timeZone: "UTC" }, now)).toBeNull();
  expect(stopsUntil(open, { ...typed, timeZone: "America/New_York" }, now)).toBe(
    "2027-05-10T14:00:00.000Z",
  );
});
