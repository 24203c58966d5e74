import { words as ar } from "./compiled/page-ar.ts";
import { words as en } from "./compiled/page-en.ts";
import { words as es } from "./compiled/page-es.ts";
import { words as fr } from "./compiled/page-fr.ts";
import type { Lang, Messages } from "./messages.ts";

/** All of them at once, for the server. A browser loads only its reader's. */
export const catalogues: Record<Lang, Messages> = { en, fr, es, ar };
