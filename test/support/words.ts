import type { Catalogue, Catalogues } from "#client/messages/compile/catalogue.ts";
import { langs } from "#client/messages/messages.ts";
import { read } from "#test/house/files.ts";

const catalogueOf = (lang: string): Catalogue => JSON.parse(read(`client/messages/${lang}.json`));
/** The messages as translators write them. */
export const written = Object.fromEntries(
  langs.map((lang) => [lang, catalogueOf(lang)]),
) as Catalogues;
