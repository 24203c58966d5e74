// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  about: "This is about",
  full: (limit: string | number) => `A post has ${limit} topics at most. Take one off to choose another.`,
  title: (reference: string | number) => `Topics of post ${reference}`,
  hint: "Everybody sees them with the post and can look for them. Its text stays as it is.",
  save: "Set the topics",
};
export type TopicWords = typeof en;
const fr: TopicWords = {
  about: "Il s’agit de",
  full: (limit: string | number) => `Une contribution a ${limit} thèmes au plus. Retirez-en un pour en choisir un autre.`,
  title: (reference: string | number) => `Thèmes de la contribution ${reference}`,
  hint: "Tout le monde les voit avec la contribution et peut chercher par thème. Le texte reste tel quel.",
  save: "Fixer les thèmes",
};
const es: TopicWords = {
  about: "Trata de",
  full: (limit: string | number) => `Una aportación tiene ${limit} temas como máximo. Quite uno para elegir otro.`,
  title: (reference: string | number) => `Temas de la aportación ${reference}`,
  hint: "Todas las personas los ven con la aportación y pueden buscar por tema. El texto queda como está.",
  save: "Fijar los temas",
};
const ar: TopicWords = {
  about: "موضوع هذه المشاركة",
  full: (limit: string | number) => `للمشاركة ${limit} محاور على الأكثر. أزل محورًا لتختار غيره.`,
  title: (reference: string | number) => `محاور المشاركة ${reference}`,
  hint: "يراها الجميع مع المشاركة ويمكن البحث بها. يبقى النص كما هو.",
  save: "حدّد المحاور",
};

export const topicWords: Record<Lang, TopicWords> = { en, fr, es, ar };
