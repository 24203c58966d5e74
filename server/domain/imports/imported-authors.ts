/** How an import numbers authors whom it may not name, by language. Nobody may register such a name. */
export const authorWords = {
  en: "Participant",
  fr: "Participant",
  es: "Participante",
  de: "Person",
  ar: "المشارك",
} as const;
