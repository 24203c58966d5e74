import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Lang, Messages } from "./messages.ts";

/** All of them at once, for the server. A browser loads only its reader's. */
export const catalogues: Record<Lang, Messages> = { en, fr, es, ar };
