import type { words } from "./compiled/host-en.ts";
import type { Lang } from "./messages.ts";

/** Sentences for hosts and admins, apart from those that every page loads. */
export type HostMessages = typeof words;

/** Each language is a file of its own, loaded with the first part that needs it. */
export const hostCatalogues: Record<Lang, () => Promise<HostMessages>> = {
  en: async () => (await import("./compiled/host-en.ts")).words,
  fr: async () => (await import("./compiled/host-fr.ts")).words,
  es: async () => (await import("./compiled/host-es.ts")).words,
  ar: async () => (await import("./compiled/host-ar.ts")).words,
};
