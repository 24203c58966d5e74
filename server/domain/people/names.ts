import { Refusal } from "#server/domain/refusal.ts";
import { limits } from "#shared/limits.ts";
import { nameKey } from "./name-key.ts";
import { isReserved } from "./reserved-names.ts";

type Fault =
  | "bidi_control"
  | "invisible"
  | "control"
  | "marks"
  | "symbol"
  | "no_letter"
  | "too_long"
  | "reserved";

const messages: Record<Fault, string> = {
  bidi_control: "A name can't hold characters that turn the direction of writing.",
  invisible: "A name can't hold invisible characters.",
  control: "A name is one line of plain text.",
  marks: "A letter of a name has three accents at most.",
  symbol: "A name can't hold pictures, badges, @, < or >.",
  no_letter: "A name needs a letter.",
  too_long: `A name has ${limits.name} characters at most.`,
  reserved: "This name is kept for the site itself.",
};

const characters: readonly [Fault, RegExp][] = [
  ["bidi_control", /\p{Bidi_Control}/u],
  // U+2800 is a Braille pattern without dots.
  ["invisible", /[\p{Default_Ignorable_Code_Point}\u2800]/u],
  ["control", /[\p{C}\p{Zl}\p{Zp}]/u],
  // Badges would look like the site's own word for somebody, @ like an address, and angle brackets like markup.
  ["symbol", /[\p{So}\p{Extended_Pictographic}\p{Regional_Indicator}@<>]/u],
];
const manyMarks = /\p{M}{4}/u;
const space = /\p{Zs}+/gu;

/**
 * A name as it will be shown, and the key that names looking alike share. Throws `invalid_input` with the reason in
 * `details` for one that could deceive or can't be read.
 */
export function readName(raw: string, field = "name"): { name: string; key: string } {
  const name = raw.normalize("NFKC").replace(space, " ").trim();
  const key = nameKey(name);
  const fault = faultOf(raw, name, key);
  if (fault)
    throw new Refusal("invalid_input", messages[fault], {
      field,
      details: { reason: fault },
    });
  return { name, key };
}

/** `raw` is looked at too: compatibility forms may hide what the name then doesn't show. */
function faultOf(raw: string, name: string, key: string): Fault | null {
  if ([...name].length > limits.name) return "too_long";
  const unfit = characters.find(([, pattern]) => pattern.test(raw) || pattern.test(name));
  if (unfit) return unfit[0];
  if (manyMarks.test(name.normalize("NFD"))) return "marks";
  if (!/\p{L}/u.test(name) || key === "") return "no_letter";
  return isReserved(name, key) ? "reserved" : null;
}
