import { expect, test } from "vitest";
import { offsetAt } from "#server/domain/reading/zone-offset.ts";

test.each([
  ["America/New_York", "2026-12-01T00:00:00Z", -300],
  ["America/New_York", "2026-07-01T00:00:00Z", -240],
  ["America/New_York", "2027-03-14T06:59:00Z", -300],
  ["America/New_York", "2027-03-14T07:00:00Z", -240],
  ["Asia/Kathmandu", "2026-12-01T00:00:00Z", 345],
  ["America/St_Johns", "2026-12-01T00:00:00Z", -210],
  ["Europe/Paris", "2026-07-01T00:00:00Z", 120],
  ["UTC", "2026-12-01T00:00:00Z", 0],
])("clocks in %s are at %s ahead of UTC by %i minutes", (zone, at, minutes) => {
  expect(offsetAt(zone, Date.parse(at))).toBe(minutes);
});
