import type { Lang } from "#client/messages/messages.ts";
import type { host } from "./en.ts";

/** Sentences for hosts and admins, apart from those that every page loads. English is the pattern here too. */
export type HostMessages = typeof host;

/** Each language is a file of its own, loaded with the first part that needs it. */
export const hostCatalogues: Record<Lang, () => Promise<HostMessages>> = {
  en: async () => (await import("./en.ts")).host,
  fr: async () => (await import("./fr.ts")).host,
  es: async () => (await import("./es.ts")).host,
  ar: async () => (await import("./ar.ts")).host,
};
