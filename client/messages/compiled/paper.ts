// Compiled by `npm run messages` from the .json files, which are the ones to change.
import type { Lang } from "#client/messages/messages.ts";

const en = {
  papers: "Position papers",
  paper: "Position paper:",
  about: "About",
  page: (page: string | number) => `page ${page}`,
  paragraph: (paragraph: string | number) => `paragraph ${paragraph}`,
  documents: "Background documents",
  written: "What was written about it",
  documentGone: "a document that is no longer here",
};
export type PaperWords = typeof en;
const fr: PaperWords = {
  papers: "Prises de position",
  paper: "Prise de position :",
  about: "Au sujet de",
  page: (page: string | number) => `page ${page}`,
  paragraph: (paragraph: string | number) => `paragraphe ${paragraph}`,
  documents: "Documents de référence",
  written: "Ce qui en a été dit",
  documentGone: "un document qui n’est plus ici",
};
const es: PaperWords = {
  papers: "Documentos de posición",
  paper: "Documento de posición:",
  about: "Acerca de",
  page: (page: string | number) => `página ${page}`,
  paragraph: (paragraph: string | number) => `párrafo ${paragraph}`,
  documents: "Documentos de referencia",
  written: "Lo que se ha escrito al respecto",
  documentGone: "un documento que ya no está aquí",
};
const ar: PaperWords = {
  papers: "أوراق المواقف",
  paper: "ورقة موقف:",
  about: "حول",
  page: (page: string | number) => `الصفحة ${page}`,
  paragraph: (paragraph: string | number) => `الفقرة ${paragraph}`,
  documents: "وثائق مرجعية",
  written: "ما كُتب عنها",
  documentGone: "وثيقة لم تعد هنا",
};

export const paperWords: Record<Lang, PaperWords> = { en, fr, es, ar };
