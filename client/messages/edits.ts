import type { Lang } from "./messages.ts";

/** The sentences about edits, which a browser loads with what shows them. */
interface EditWords {
  changedAt(when: string): string;
  /** On top: how what is gone and what is new look. */
  changeGone: string;
  changeNew: string;
  /** Around each of them, for those who listen. */
  goneStart: string;
  goneEnd: string;
  addedStart: string;
  addedEnd: string;
  onlyLooks: string;
  wholeBefore: string;
  onlyChanges: string;
  earlierVersion(when: string): string;
}

export const editWords: Record<Lang, EditWords> = {
  en: {
    changedAt: (when) => `Changed ${when}`,
    changeGone: "Removed",
    changeNew: "Added",
    goneStart: "Removed:",
    goneEnd: "End of what was removed.",
    addedStart: "Added:",
    addedEnd: "End of what was added.",
    onlyLooks: "The words are the same; only how they are set out has changed.",
    wholeBefore: "Show the earlier text whole",
    onlyChanges: "Show what changed in it",
    earlierVersion: (when) => `As it was until ${when}`,
  },
  fr: {
    changedAt: (when) => `Changement : ${when}`,
    changeGone: "Supprimé",
    changeNew: "Ajouté",
    goneStart: "Supprimé :",
    goneEnd: "Fin de la suppression.",
    addedStart: "Ajouté :",
    addedEnd: "Fin de l’ajout.",
    onlyLooks: "Les mots sont les mêmes ; seule la mise en forme a changé.",
    wholeBefore: "Voir le texte antérieur en entier",
    onlyChanges: "Voir seulement ce qui y a changé",
    earlierVersion: (when) => `Texte valable jusqu’à : ${when}`,
  },
  es: {
    changedAt: (when) => `Cambio: ${when}`,
    changeGone: "Eliminado",
    changeNew: "Añadido",
    goneStart: "Eliminado:",
    goneEnd: "Fin de lo eliminado.",
    addedStart: "Añadido:",
    addedEnd: "Fin de lo añadido.",
    onlyLooks: "Las palabras son las mismas; solo ha cambiado su presentación.",
    wholeBefore: "Ver el texto anterior completo",
    onlyChanges: "Ver solo lo que cambió",
    earlierVersion: (when) => `Texto vigente hasta: ${when}`,
  },
  ar: {
    changedAt: (when) => `تغيير: ${when}`,
    changeGone: "محذوف",
    changeNew: "مضاف",
    goneStart: "محذوف:",
    goneEnd: "نهاية المحذوف.",
    addedStart: "مضاف:",
    addedEnd: "نهاية المضاف.",
    onlyLooks: "الكلمات هي نفسها؛ لم يتغيّر إلا تنسيقها.",
    wholeBefore: "عرض النص السابق كاملاً",
    onlyChanges: "عرض ما تغيّر فيه فقط",
    earlierVersion: (when) => `كما كان حتى ${when}`,
  },
};
