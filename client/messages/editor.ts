import type { Lang } from "./messages.ts";

/** The sentences of the editor, which is fetched apart. English is the pattern. */
const en = {
  formatting: "Formatting",
  tools: {
    bold: "Bold",
    italic: "Italic",
    heading: "Heading",
    subheading: "Subheading",
    bullets: "Bulleted list",
    numbers: "Numbered list",
    quote: "Quotation",
    link: "Link",
    note: "Footnote",
  },
  linkAddress: "Web or e-mail address",
  linkSet: "Set the link",
  linkRemove: "Remove the link",
  linkWrong: "That is no web or e-mail address.",
};

export const editorMessages: Record<Lang, typeof en> = {
  en,
  fr: {
    formatting: "Mise en forme",
    tools: {
      bold: "Gras",
      italic: "Italique",
      heading: "Titre",
      subheading: "Sous-titre",
      bullets: "Liste à puces",
      numbers: "Liste numérotée",
      quote: "Citation",
      link: "Lien",
      note: "Note de bas de page",
    },
    linkAddress: "Adresse web ou électronique",
    linkSet: "Placer le lien",
    linkRemove: "Retirer le lien",
    linkWrong: "Ce n’est ni une adresse web ni une adresse électronique.",
  },
  es: {
    formatting: "Formato",
    tools: {
      bold: "Negrita",
      italic: "Cursiva",
      heading: "Título",
      subheading: "Subtítulo",
      bullets: "Lista con viñetas",
      numbers: "Lista numerada",
      quote: "Cita",
      link: "Enlace",
      note: "Nota al pie",
    },
    linkAddress: "Dirección web o de correo",
    linkSet: "Poner el enlace",
    linkRemove: "Quitar el enlace",
    linkWrong: "No es una dirección web ni de correo.",
  },
  ar: {
    formatting: "التنسيق",
    tools: {
      bold: "غامق",
      italic: "مائل",
      heading: "عنوان",
      subheading: "عنوان فرعي",
      bullets: "قائمة نقطية",
      numbers: "قائمة مرقّمة",
      quote: "اقتباس",
      link: "رابط",
      note: "حاشية",
    },
    linkAddress: "عنوان ويب أو بريد إلكتروني",
    linkSet: "ضع الرابط",
    linkRemove: "أزل الرابط",
    linkWrong: "ليس هذا عنوان ويب ولا بريدًا إلكترونيًا.",
  },
};
