// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  changedAt: (when: string | number) => `Changed ${when}`,
  changeGone: "Removed",
  changeNew: "Added",
  goneStart: "Removed:",
  goneEnd: "End of what was removed.",
  addedStart: "Added:",
  addedEnd: "End of what was added.",
  onlyLooks: "The words are the same; only how they are set out has changed.",
  wholeBefore: "Show the earlier text whole",
  onlyChanges: "Show what changed in it",
  earlierVersion: (when: string | number) => `As it was until ${when}`,
  filesAttached: (titles: string | number) => `Attached: ${titles}`,
  filesTaken: (titles: string | number) => `Taken off: ${titles}`,
  fileRenamed: ({ title, was }: { title: string | number; was: string | number }) => `Renamed: ${was} is now called ${title}`,
};
export type EditWords = typeof en;
const fr: EditWords = {
  changedAt: (when: string | number) => `Changement : ${when}`,
  changeGone: "Supprimé",
  changeNew: "Ajouté",
  goneStart: "Supprimé :",
  goneEnd: "Fin de la suppression.",
  addedStart: "Ajouté :",
  addedEnd: "Fin de l’ajout.",
  onlyLooks: "Les mots sont les mêmes ; seule la mise en forme a changé.",
  wholeBefore: "Voir le texte antérieur en entier",
  onlyChanges: "Voir seulement ce qui y a changé",
  earlierVersion: (when: string | number) => `Texte valable jusqu’à : ${when}`,
  filesAttached: (titles: string | number) => `Ajouté en pièce jointe : ${titles}`,
  filesTaken: (titles: string | number) => `Retiré : ${titles}`,
  fileRenamed: ({ title, was }: { title: string | number; was: string | number }) => `Renommé : ${was} s’appelle désormais ${title}`,
};
const es: EditWords = {
  changedAt: (when: string | number) => `Cambio: ${when}`,
  changeGone: "Eliminado",
  changeNew: "Añadido",
  goneStart: "Eliminado:",
  goneEnd: "Fin de lo eliminado.",
  addedStart: "Añadido:",
  addedEnd: "Fin de lo añadido.",
  onlyLooks: "Las palabras son las mismas; solo ha cambiado su presentación.",
  wholeBefore: "Ver el texto anterior completo",
  onlyChanges: "Ver solo lo que cambió",
  earlierVersion: (when: string | number) => `Texto vigente hasta: ${when}`,
  filesAttached: (titles: string | number) => `Adjuntado: ${titles}`,
  filesTaken: (titles: string | number) => `Quitado: ${titles}`,
  fileRenamed: ({ title, was }: { title: string | number; was: string | number }) => `Renombrado: ${was} se llama ahora ${title}`,
};
const ar: EditWords = {
  changedAt: (when: string | number) => `تغيير: ${when}`,
  changeGone: "محذوف",
  changeNew: "مضاف",
  goneStart: "محذوف:",
  goneEnd: "نهاية المحذوف.",
  addedStart: "مضاف:",
  addedEnd: "نهاية المضاف.",
  onlyLooks: "الكلمات هي نفسها؛ لم يتغيّر إلا تنسيقها.",
  wholeBefore: "عرض النص السابق كاملاً",
  onlyChanges: "عرض ما تغيّر فيه فقط",
  earlierVersion: (when: string | number) => `كما كان حتى ${when}`,
  filesAttached: (titles: string | number) => `أُرفق: ${titles}`,
  filesTaken: (titles: string | number) => `أُزيل: ${titles}`,
  fileRenamed: ({ title, was }: { title: string | number; was: string | number }) => `أُعيدت التسمية: ${was} صار ${title}`,
};

export const editWords: Record<Lang, EditWords> = { en, fr, es, ar };
