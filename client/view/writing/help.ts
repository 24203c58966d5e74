import type { WriteProps } from "#client/view/parts.ts";

/** Characters that a mail program takes in an address. */
const mailed = 1_500;

/** Half of a pair that stands for one character, as programs that cut texts leave it: no address can hold it. */
const halves = /\p{Surrogate}/gu;
const inAddress = (text: string): string => encodeURIComponent(text.replace(halves, "\ufffd"));

/** A message to whoever helps, with what can't be posted; to the page's own contact where that is no address. */
export function helpFor(
  { help, here, number }: Pick<WriteProps, "help" | "here" | "number">,
  title: string,
  words: string,
): string {
  if (!help?.includes("@")) return help ?? "";
  // Who helps wants to see the place, and not to write there.
  const place = `${here}#q-${number}`;
  const page = typeof location === "undefined" ? place : new URL(place, location.origin).href;
  const body = `${page}\n\n${[...words].slice(0, mailed).join("")}`;
  return `mailto:${help}?subject=${inAddress(title)}&body=${inAddress(body)}`;
}
