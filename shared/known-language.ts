const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** A tag may be well formed and mean nothing (`qq`). Nobody could choose such a language, nor be told its name. */
export const isKnownLanguage = (tag: string): boolean => {
  try {
    return names.of(tag.split("-", 1)[0] ?? tag) !== undefined;
  } catch {
    return false; // What isn't even a tag.
  }
};
