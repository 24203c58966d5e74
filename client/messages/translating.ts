import type { Lang } from "./messages.ts";

/** The sentences of the form for translations, which a browser loads with it. English is the pattern. */
const en = {
  title: (reference: string) => `Translate ${reference}`,
  into: "Translate into",
  present: (language: string) => `${language} (there is one)`,
  original: (language: string) => `Original, in ${language}`,
  yours: (language: string) => `Translation into ${language}`,
  shownAs: "Readers of this language see it first, under your name, with a switch to the original.",
  replaces: "It takes the place of the translation that is there, which is kept as an earlier one.",
  attach: "Attach the translation",
  takeBack: "Take this translation back",
  byMachine: "Translate by machine",
  atWork: "A machine is translating",
  machineHint:
    "It is attached under your name and marked as made by a machine. Read and correct it.",
  machineDone:
    "The machine's translation is attached. Read it against the original and correct it.",
  machineFailed: "The machine gave no usable translation. Nothing was attached.",
  machineSlow: "The machine took too long. Nothing was attached; try again in a while.",
  machineBusy: "The machine has too much to do just now. Try again in a while.",
  edited:
    "The original was edited meanwhile. Compare it with your translation, then send it again.",
  tooLong: "The translations of this post are too long together.",
};
export type TranslatingWords = typeof en;

const fr: TranslatingWords = {
  title: (reference) => `Traduire ${reference}`,
  into: "Traduire en",
  present: (language) => `${language} (il y en a une)`,
  original: (language) => `Texte d’origine, en ${language}`,
  yours: (language) => `Traduction en ${language}`,
  shownAs:
    "Qui lit dans cette langue la voit d’abord, sous votre nom, et peut afficher le texte d’origine.",
  replaces: "Elle remplace la traduction présente, qui est conservée comme version antérieure.",
  attach: "Joindre la traduction",
  takeBack: "Retirer cette traduction",
  byMachine: "Traduire automatiquement",
  atWork: "Traduction automatique en cours",
  machineHint:
    "Elle est jointe sous votre nom et signalée comme automatique. Relisez-la et corrigez-la.",
  machineDone:
    "La traduction automatique est jointe. Comparez-la avec le texte d’origine et corrigez-la.",
  machineFailed: "La machine n’a pas donné de traduction utilisable. Rien n’a été joint.",
  machineSlow: "La machine a été trop lente. Rien n’a été joint ; réessayez dans un moment.",
  machineBusy: "La machine a trop à faire pour l’instant. Réessayez dans un moment.",
  edited:
    "Le texte d’origine a été modifié entre-temps. Comparez-le avec votre traduction, puis renvoyez-la.",
  tooLong: "Les traductions de cette contribution sont trop longues au total.",
};

const es: TranslatingWords = {
  title: (reference) => `Traducir ${reference}`,
  into: "Traducir al",
  present: (language) => `${language} (ya hay una)`,
  original: (language) => `Original, en ${language}`,
  yours: (language) => `Traducción al ${language}`,
  shownAs:
    "Quien lee en este idioma la ve primero, con su nombre, y puede mostrar el texto original.",
  replaces: "Ocupa el lugar de la traducción que hay, que se conserva como versión anterior.",
  attach: "Adjuntar la traducción",
  takeBack: "Retirar esta traducción",
  byMachine: "Traducir automáticamente",
  atWork: "Una máquina está traduciendo",
  machineHint: "Se adjunta con su nombre y queda señalada como automática. Léala y corríjala.",
  machineDone: "La traducción automática está adjuntada. Compárela con el original y corríjala.",
  machineFailed: "La máquina no dio una traducción utilizable. No se adjuntó nada.",
  machineSlow: "La máquina tardó demasiado. No se adjuntó nada; inténtelo más tarde.",
  machineBusy: "La máquina tiene ahora demasiado trabajo. Inténtelo más tarde.",
  edited: "El original se modificó mientras tanto. Compárelo con su traducción y envíela de nuevo.",
  tooLong: "Las traducciones de esta aportación son demasiado largas en conjunto.",
};

const ar: TranslatingWords = {
  title: (reference) => `ترجمة ${reference}`,
  into: "الترجمة إلى",
  present: (language) => `${language} (توجد ترجمة)`,
  original: (language) => `النص الأصلي، باللغة: ${language}`,
  yours: (language) => `الترجمة إلى: ${language}`,
  shownAs: "يراها أولاً من يقرأ بهذه اللغة، باسمك، ويمكنه عرض النص الأصلي.",
  replaces: "تحلّ محلّ الترجمة الموجودة، التي تُحفظ بوصفها نسخة سابقة.",
  attach: "إرفاق الترجمة",
  takeBack: "سحب هذه الترجمة",
  byMachine: "ترجمة آلية",
  atWork: "تجري الترجمة الآلية",
  machineHint: "تُرفق باسمك مع بيان أنها آلية. اقرأها وصحّحها.",
  machineDone: "أُرفقت الترجمة الآلية. قارنها بالنص الأصلي وصحّحها.",
  machineFailed: "لم تُعطِ الآلة ترجمة صالحة. لم يُرفق شيء.",
  machineSlow: "استغرقت الآلة وقتاً طويلاً. لم يُرفق شيء؛ حاول بعد قليل.",
  machineBusy: "على الآلة الآن عمل كثير. حاول بعد قليل.",
  edited: "عُدّل النص الأصلي في أثناء ذلك. قارنه بترجمتك ثم أعد إرسالها.",
  tooLong: "ترجمات هذه المشاركة مجتمعةً أطول من المسموح.",
};

export const translatingWords: Record<Lang, TranslatingWords> = { en, fr, es, ar };
