// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  postsBy: (name: string | number) => `Posts by ${name}`,
  mentioningYou: "Posts that mention you",
  signInForMentions: "They are shown to you alone: sign in, and allow this page to run its script.",
  categoryLabel: "Takes part as",
  answeredLabel: "Replies",
  answeredYes: "With a reply",
  answeredNo: "Without a reply",
  answeredOfficially: "Officially answered",
  addressedTo: "Addressed to",
  theModerators: "The moderators",
  allPosts: "All posts",
  foundFor: (words: string | number) => `Posts with “${words}”`,
  foundNothing: "No post has all of these words. Try fewer, or only their beginnings.",
  morePosts: "Show more posts",
};
export type FindingWords = typeof en;
const fr: FindingWords = {
  postsBy: (name: string | number) => `Contributions de ${name}`,
  mentioningYou: "Contributions qui vous mentionnent",
  signInForMentions: "Elles ne sont montrées qu’à vous : connectez-vous, et autorisez cette page à exécuter son script.",
  categoryLabel: "Participe en tant que",
  answeredLabel: "Réponses",
  answeredYes: "Avec une réponse",
  answeredNo: "Sans réponse",
  answeredOfficially: "Réponse officielle",
  addressedTo: "Adressées à",
  theModerators: "La modération",
  allPosts: "Toutes les contributions",
  foundFor: (words: string | number) => `Contributions avec « ${words} »`,
  foundNothing: "Aucune contribution ne contient tous ces mots. Essayez-en moins, ou seulement leur début.",
  morePosts: "Voir plus de contributions",
};
const es: FindingWords = {
  postsBy: (name: string | number) => `Aportaciones de ${name}`,
  mentioningYou: "Aportaciones que le mencionan",
  signInForMentions: "Solo se le muestran a usted: inicie sesión y permita que esta página ejecute su script.",
  categoryLabel: "Participa como",
  answeredLabel: "Respuestas",
  answeredYes: "Con respuesta",
  answeredNo: "Sin respuesta",
  answeredOfficially: "Respuesta oficial",
  addressedTo: "Dirigidas a",
  theModerators: "La moderación",
  allPosts: "Todas las aportaciones",
  foundFor: (words: string | number) => `Aportaciones con «${words}»`,
  foundNothing: "Ninguna aportación tiene todas estas palabras. Pruebe con menos, o solo con su comienzo.",
  morePosts: "Ver más aportaciones",
};
const ar: FindingWords = {
  postsBy: (name: string | number) => `مشاركات ${name}`,
  mentioningYou: "مشاركات تذكرك",
  signInForMentions: "تُعرض لك وحدك: سجّل الدخول واسمح للصفحة بتشغيل برنامجها.",
  categoryLabel: "يشارك بصفته",
  answeredLabel: "الردود",
  answeredYes: "عليها رد",
  answeredNo: "بلا رد",
  answeredOfficially: "عليها رد رسمي",
  addressedTo: "موجّهة إلى",
  theModerators: "المشرفين",
  allPosts: "كل المشاركات",
  foundFor: (words: string | number) => `المشاركات التي فيها «${words}»`,
  foundNothing: "لا مشاركة فيها كل هذه الكلمات. جرّب كلمات أقل، أو بداياتها فقط.",
  morePosts: "عرض مشاركات أخرى",
};

export const findingWords: Record<Lang, FindingWords> = { en, fr, es, ar };
