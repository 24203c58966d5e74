const formats = new Map<string, Intl.DateTimeFormat | null>();

/** null for a zone that there isn't. */
function formatIn(zone: string): Intl.DateTimeFormat | null {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
        ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit" },
        ...{ day: "2-digit", hour: "2-digit", minute: "2-digit" },
      });
    } catch {
      format = null;
    }
    formats.set(zone, format);
  }
  return format;
}

const zoneOrUtc = (zone: string) => (formatIn(zone.trim()) ? zone.trim() : "UTC");

/** What a clock in the zone shows at an instant, as `2027-03-31T18:00`; of a zone that there isn't, in UTC. */
export function wallTime(instant: string, zone: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return "";
  const parts = new Map(
    formatIn(zoneOrUtc(zone))
      ?.formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const two = (name: Intl.DateTimeFormatPartTypes) => parts.get(name)?.padStart(2, "0") ?? "00";
  const year = parts.get("year")?.padStart(4, "0") ?? "0000";
  return `${year}-${two("month")}-${two("day")}T${two("hour")}:${two("minute")}`;
}

/** The instant at which a clock in the zone shows this; empty for none, and for one that `wrongTime` names. Of a time that comes twice, one of the two. */
export function instantAt(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}Z`);
  if (wall === "" || Number.isNaN(asUtc)) return "";
  const ahead = (time: number) =>
    Date.parse(`${wallTime(new Date(time).toISOString(), zone)}Z`) - time;
  // Once more, since the offset at the first guess may be that of the other side of a change of clocks.
  const first = asUtc - ahead(asUtc);
  const instant = new Date(asUtc - ahead(first)).toISOString();
  return wall.startsWith(wallTime(instant, zone)) && !beyond.test(instant) ? instant : "";
}

/** A year of more than four digits. */
const beyond = /^\+?\d{5,}-/;

/** What is wrong with a time, or a date, that was refused for its form; null where nobody knows. */
export function wrongTime(wall: string, zone: string): "skipped_time" | "far_year" | null {
  if (beyond.test(wall) || wall.startsWith("9999-")) return "far_year";
  return /T/.test(wall) && instantAt(wall, zone) === "" ? "skipped_time" : null;
}
