/** Widths, themes and directions in which the page has to be as good: each of them with each other in one. */
export const looks = [
  { width: 1280, colorScheme: "light", lang: "en" },
  { width: 390, colorScheme: "dark", lang: "en" },
  { width: 390, colorScheme: "light", lang: "ar" },
  { width: 1280, colorScheme: "dark", lang: "ar" },
] as const;
