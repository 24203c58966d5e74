import type { Lang } from "./messages.ts";

/** The sentences of the page of all posts that no other page has. */
interface FindingWords {
  postsBy(name: string): string;
  /** A heading, and a link to it. */
  mentioningYou: string;
  signInForMentions: string;
}

export const findingWords: Record<Lang, FindingWords> = {
  en: {
    postsBy: (name) => `Posts by ${name}`,
    mentioningYou: "Posts that mention you",
    signInForMentions:
      "They are shown to you alone: sign in, and allow this page to run its script.",
  },
  fr: {
    postsBy: (name) => `Contributions de ${name}`,
    mentioningYou: "Contributions qui vous mentionnent",
    signInForMentions:
      "Elles ne sont montrées qu’à vous : connectez-vous, et autorisez cette page à exécuter son script.",
  },
  es: {
    postsBy: (name) => `Aportaciones de ${name}`,
    mentioningYou: "Aportaciones que le mencionan",
    signInForMentions:
      "Solo se le muestran a usted: inicie sesión y permita que esta página ejecute su script.",
  },
  ar: {
    postsBy: (name) => `مشاركات ${name}`,
    mentioningYou: "مشاركات تذكرك",
    signInForMentions: "تُعرض لك وحدك: سجّل الدخول واسمح للصفحة بتشغيل برنامجها.",
  },
};
