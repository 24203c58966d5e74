import { Slug } from "#shared/ids.ts";

/** Letters that stay whole when accents are taken off. */
const spelled: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  þ: "th",
};
const longest = 80;

/** An address made of a title; null when the title has too few Latin letters and digits for one. */
export function slugOf(title: string): Slug | null {
  const plain = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .replace(/[ßæœøđłþ]/g, (letter) => spelled[letter] ?? "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const slug = plain.length <= longest ? plain : plain.slice(0, longest + 1).replace(/-[^-]*$/, "");
  return Slug.safeParse(slug.slice(0, longest)).data ?? null;
}
