// Compiled by `npm run messages` from the .json files, which are the ones to change.
import { countingIn } from "#client/messages/counting.ts";
import type { Lang } from "#client/messages/messages.ts";

const counting = { en: countingIn("en-GB"), fr: countingIn("fr"), es: countingIn("es"), ar: countingIn("ar-u-nu-latn") };
const en = {
  title: "Unread posts",
  next: (n: number) => `Next unread (${counting.en.number(n)})`,
  left: (n: number) => counting.en.plural(n, { one: "1 unread post left", other: "# unread posts left" }),
  none: "No unread posts.",
  markAll: "Mark all as read",
  remember: "Remember in this browser what I have read",
  rememberMore: "Kept on this device alone, until you press this again.",
  fromNow: "What comes from now on is marked as new.",
  forgetful: "This browser keeps nothing for this site, so it can’t be remembered.",
  aloud: "What is read out when posts arrive",
  aloudMore: "By screen readers, at most every ten seconds.",
  aloudWays: {
    count: "How many, and in which question",
    each: "Who wrote, and how it begins",
    none: "Nothing",
  },
  eachNew: ({ excerpt, name, question }: { excerpt: string | number; name: string | number; question: string | number }) => `${name} in question ${question}: ${excerpt}`,
  key: "Key N goes to the next unread post",
};
export type UnreadWords = typeof en;
const fr: UnreadWords = {
  title: "Contributions non lues",
  next: (n: number) => `Non lue suivante (${counting.fr.number(n)})`,
  left: (n: number) => counting.fr.plural(n, { one: "Il reste # contribution non lue", other: "Il reste # contributions non lues" }),
  none: "Aucune contribution non lue.",
  markAll: "Tout marquer comme lu",
  remember: "Retenir dans ce navigateur ce que j’ai lu",
  rememberMore: "Conservé sur cet appareil seulement, jusqu’à ce que vous appuyiez à nouveau.",
  fromNow: "Ce qui arrive à partir de maintenant sera marqué comme nouveau.",
  forgetful: "Ce navigateur ne garde rien pour ce site : impossible de s’en souvenir.",
  aloud: "Ce qui est lu à voix haute à l’arrivée de contributions",
  aloudMore: "Par les lecteurs d’écran, toutes les dix secondes au plus.",
  aloudWays: {
    count: "Combien, et à quelle question",
    each: "Qui a écrit, et comment cela commence",
    none: "Rien",
  },
  eachNew: ({ excerpt, name, question }: { excerpt: string | number; name: string | number; question: string | number }) => `${name}, question ${question} : ${excerpt}`,
  key: "La touche N mène à la contribution non lue suivante",
};
const es: UnreadWords = {
  title: "Aportaciones sin leer",
  next: (n: number) => `Siguiente sin leer (${counting.es.number(n)})`,
  left: (n: number) => counting.es.plural(n, { one: "Queda # aportación sin leer", other: "Quedan # aportaciones sin leer" }),
  none: "No hay aportaciones sin leer.",
  markAll: "Marcar todo como leído",
  remember: "Recordar en este navegador lo que he leído",
  rememberMore: "Se guarda solo en este dispositivo, hasta que vuelva a pulsar.",
  fromNow: "Lo que llegue a partir de ahora se marcará como nuevo.",
  forgetful: "Este navegador no guarda nada de este sitio, así que no puede recordarlo.",
  aloud: "Lo que se lee en voz alta cuando llegan aportaciones",
  aloudMore: "Por los lectores de pantalla, cada diez segundos como máximo.",
  aloudWays: {
    count: "Cuántas, y en qué pregunta",
    each: "Quién escribió, y cómo empieza",
    none: "Nada",
  },
  eachNew: ({ excerpt, name, question }: { excerpt: string | number; name: string | number; question: string | number }) => `${name} en la pregunta ${question}: ${excerpt}`,
  key: "La tecla N lleva a la siguiente aportación sin leer",
};
const ar: UnreadWords = {
  title: "مشاركات لم تُقرأ",
  next: (n: number) => `التالية غير المقروءة (${counting.ar.number(n)})`,
  left: (n: number) => counting.ar.plural(n, { zero: "لم تبقَ مشاركات غير مقروءة", one: "بقيت مشاركة واحدة غير مقروءة", two: "بقيت مشاركتان غير مقروءتين", few: "بقيت # مشاركات غير مقروءة", many: "بقيت # مشاركة غير مقروءة", other: "بقيت # مشاركة غير مقروءة" }),
  none: "لا مشاركات غير مقروءة.",
  markAll: "اعتبرها كلها مقروءة",
  remember: "تذكّر في هذا المتصفح ما قرأته",
  rememberMore: "يُحفظ على هذا الجهاز وحده، إلى أن تضغط مرة أخرى.",
  fromNow: "ما يصل من الآن فصاعدًا يُميَّز بأنه جديد.",
  forgetful: "لا يحفظ هذا المتصفح شيئًا لهذا الموقع، فلا يمكن تذكّر ذلك.",
  aloud: "ما يُقرأ بصوت عالٍ عند وصول مشاركات",
  aloudMore: "بقارئات الشاشة، مرة كل عشر ثوانٍ على الأكثر.",
  aloudWays: {
    count: "عددها والسؤال الذي وردت فيه",
    each: "من كتب وكيف تبدأ مشاركته",
    none: "لا شيء",
  },
  eachNew: ({ excerpt, name, question }: { excerpt: string | number; name: string | number; question: string | number }) => `${name} في السؤال ${question}: ${excerpt}`,
  key: "المفتاح N ينقلك إلى المشاركة التالية غير المقروءة",
};

export const unreadWords: Record<Lang, UnreadWords> = { en, fr, es, ar };
