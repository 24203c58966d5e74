import type { Lang } from "./messages.ts";

/** The sentences of whoever gives a post its topics, loaded with the boxes. English is the pattern. */
interface TopicWords {
  /** Over the boxes. */
  about: string;
  full(limit: string): string;
  /** Of the moderators' form; the reference may be empty. */
  title(reference: string): string;
  hint: string;
  save: string;
}

export const topicWords: Record<Lang, TopicWords> = {
  en: {
    about: "This is about",
    full: (limit) => `A post has ${limit} topics at most. Take one off to choose another.`,
    title: (reference) => `Topics of post ${reference}`,
    hint: "Everybody sees them with the post and can look for them. Its text stays as it is.",
    save: "Set the topics",
  },
  fr: {
    about: "Il s’agit de",
    full: (limit) =>
      `Une contribution a ${limit} thèmes au plus. Retirez-en un pour en choisir un autre.`,
    title: (reference) => `Thèmes de la contribution ${reference}`,
    hint: "Tout le monde les voit avec la contribution et peut chercher par thème. Le texte reste tel quel.",
    save: "Fixer les thèmes",
  },
  es: {
    about: "Trata de",
    full: (limit) => `Una aportación tiene ${limit} temas como máximo. Quite uno para elegir otro.`,
    title: (reference) => `Temas de la aportación ${reference}`,
    hint: "Todas las personas los ven con la aportación y pueden buscar por tema. El texto queda como está.",
    save: "Fijar los temas",
  },
  ar: {
    about: "موضوع هذه المشاركة",
    full: (limit) => `للمشاركة ${limit} محاور على الأكثر. أزل محورًا لتختار غيره.`,
    title: (reference) => `محاور المشاركة ${reference}`,
    hint: "يراها الجميع مع المشاركة ويمكن البحث بها. يبقى النص كما هو.",
    save: "حدّد المحاور",
  },
};
