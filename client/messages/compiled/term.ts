// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  notes: "Terms in this text",
};
export type TermWords = typeof en;
const fr: TermWords = {
  notes: "Termes de ce texte",
};
const es: TermWords = {
  notes: "Términos de este texto",
};
const ar: TermWords = {
  notes: "مصطلحات في هذا النص",
};

export const termWords: Record<Lang, TermWords> = { en, fr, es, ar };
