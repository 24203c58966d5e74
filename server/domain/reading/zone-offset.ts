import type { Time } from "#server/domain/log.ts";

/** As many as there are zones, at most. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes by which clocks in the zone are ahead of UTC at a time. */
export function offsetAt(timeZone: string, time: Time): number {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset", year: "numeric" });
  if (!known) formats.set(timeZone, format);
  const name = format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  const ahead = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -ahead : ahead;
}
