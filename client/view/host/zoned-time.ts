import { wallTime } from "#client/settings/wall-time.ts";
import { fullTime } from "#client/view/format.ts";
import type { Ui } from "#client/view/ui.ts";
import type { Instant } from "#shared/model.ts";

/** `2027-03-31T18:00` in words, as the clocks of its zone show it, wherever its reader is. */
export const shownWall = (ui: Ui, wall: string): string =>
  wall === "" ? "" : fullTime({ ...ui, zone: "UTC" }, `${wall}:00.000Z` as Instant);

/** A time as the clocks of a zone show it, and which zone that is. Its name runs from the left in each language. */
export const zonedTime = (ui: Ui, at: Instant, zone: string): string =>
  `${shownWall(ui, wallTime(at, zone))} (\u2066${zone.trim()}\u2069)`;
