/** Each has its picture in the sheet that the server sends with every page (see server/http/page-icons.tsx). */
export type IconName =
  | "ask"
  | "check"
  | "clock"
  | "close"
  | "dots"
  | "edit"
  | "hidden"
  | "link"
  | "lock"
  | "off"
  | "paper"
  | "pin"
  | "reply"
  | "seal"
  | "signal"
  | "table"
  | "undo"
  | "up"
  | "user"
  | "warn";

const turned: ReadonlySet<IconName> = new Set<IconName>(["reply", "undo"]);

/** A picture beside words, never instead of them. Those with a direction are mirrored for right-to-left readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={turned.has(name) ? "i dir" : "i"} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
