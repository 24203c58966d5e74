import { expect, test } from "vitest";
import { instantAt, wallTime, wrongTime } from "#client/settings/wall-time.ts";

test.each([
  ["2027-01-31T17:00:00.000Z", "Europe/Paris", "2027-01-31T18:00"],
  ["2027-07-31T16:00:00.000Z", "Europe/Paris", "2027-07-31T18:00"],
  ["2027-01-31T20:15:00.000Z", "Asia/Kathmandu", "2027-02-01T02:00"],
  ["2027-01-01T02:00:00.000Z", "America/Bogota", "2026-12-31T21:00"],
])("%s is shown in %s as %s, and read as the same instant", (instant, zone, wall) => {
  expect(wallTime(instant, zone)).toBe(wall);
  expect(instantAt(wall, zone)).toBe(instant);
});

test("around a change of clocks each time that there is stands for one instant", () => {
  expect(instantAt("2027-03-28T03:30", "Europe/Paris")).toBe("2027-03-28T01:30:00.000Z");
  expect(instantAt("2027-03-28T01:30", "Europe/Paris")).toBe("2027-03-28T00:30:00.000Z");
  expect(instantAt("2027-10-31T03:30", "Europe/Paris")).toBe("2027-10-31T02:30:00.000Z");
});

test("a time that the clocks skip is none, nor is one past the year 9999; both are named", () => {
  const zone = "America/New_York";
  expect(instantAt("2027-03-14T02:30", zone)).toBe("");
  expect(wrongTime("2027-03-14T02:30", zone)).toBe("skipped_time");
  expect(wrongTime("2027-03-14T03:00", zone)).toBeNull();
  for (const far of ["9999-12-31T23:30", "12027-01-01T10:00"]) {
    expect(instantAt(far, zone)).toBe("");
    expect(wrongTime(far, zone)).toBe("far_year");
  }
  expect(wrongTime("12027-01-01", zone)).toBe("far_year");
  expect(instantAt("9999-06-01T10:00", zone)).toBe("9999-06-01T14:00:00.000Z");
});

test("no time, and a zone that there isn't", () => {
  expect(wallTime("", "Europe/Paris")).toBe("");
  expect(instantAt("", "Europe/Paris")).toBe("");
  expect(instantAt("2027-01-01T10", "Europe/Paris")).toBe("");
  expect(wallTime("2027-01-31T17:00:00.000Z", "Europe/Atlantis")).toBe("2027-01-31T17:00");
});
