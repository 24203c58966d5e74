// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  answerThere: "Answer on the full page",
  notAvailable: "This discussion is not available here.",
};
export type EmbedWords = typeof en;
const fr: EmbedWords = {
  answerThere: "Répondre sur la page entière",
  notAvailable: "Cette discussion n’est pas disponible ici.",
};
const es: EmbedWords = {
  answerThere: "Responder en la página completa",
  notAvailable: "Este debate no está disponible aquí.",
};
const ar: EmbedWords = {
  answerThere: "أجب في الصفحة الكاملة",
  notAvailable: "هذا النقاش غير متاح هنا.",
};

export const embedWords: Record<Lang, EmbedWords> = { en, fr, es, ar };
