import type { Lang } from "./messages.ts";
import { pluralOf } from "./plural.ts";

/** The sentences about what hasn't been read, which come with what shows them. */
interface UnreadWords {
  title: string;
  /** On the button that goes there. */
  next(n: number): string;
  left(n: number): string;
  none: string;
  markAll: string;
  remember: string;
  rememberMore: string;
  key: string;
}

const plural = {
  en: pluralOf("en-GB"),
  fr: pluralOf("fr"),
  es: pluralOf("es"),
  ar: pluralOf("ar-u-nu-latn"),
};

export const unreadWords: Record<Lang, UnreadWords> = {
  en: {
    title: "Unread posts",
    next: (n) => `Next unread (${n})`,
    left: (n) => plural.en(n, { one: "1 unread post left", other: "# unread posts left" }),
    none: "You have read everything.",
    markAll: "Mark all as read",
    remember: "Remember in this browser what I have read",
    rememberMore: "Kept on this device alone, until you press this again.",
    key: "Key N goes to the next unread post",
  },
  fr: {
    title: "Contributions non lues",
    next: (n) => `Non lue suivante (${n})`,
    left: (n) =>
      plural.fr(n, {
        one: "Il reste # contribution non lue",
        other: "Il reste # contributions non lues",
      }),
    none: "Vous avez tout lu.",
    markAll: "Tout marquer comme lu",
    remember: "Retenir dans ce navigateur ce que j’ai lu",
    rememberMore: "Conservé sur cet appareil seulement, jusqu’à ce que vous appuyiez à nouveau.",
    key: "La touche N mène à la contribution non lue suivante",
  },
  es: {
    title: "Aportaciones sin leer",
    next: (n) => `Siguiente sin leer (${n})`,
    left: (n) =>
      plural.es(n, {
        one: "Queda # aportación sin leer",
        other: "Quedan # aportaciones sin leer",
      }),
    none: "Lo ha leído todo.",
    markAll: "Marcar todo como leído",
    remember: "Recordar en este navegador lo que he leído",
    rememberMore: "Se guarda solo en este dispositivo, hasta que vuelva a pulsar.",
    key: "La tecla N lleva a la siguiente aportación sin leer",
  },
  ar: {
    title: "مشاركات لم تُقرأ",
    next: (n) => `التالية غير المقروءة (${n})`,
    left: (n) =>
      plural.ar(n, {
        zero: "لم تبقَ مشاركات غير مقروءة",
        one: "بقيت مشاركة واحدة غير مقروءة",
        two: "بقيت مشاركتان غير مقروءتين",
        few: "بقيت # مشاركات غير مقروءة",
        many: "بقيت # مشاركة غير مقروءة",
        other: "بقيت # مشاركة غير مقروءة",
      }),
    none: "قرأت كل شيء.",
    markAll: "اعتبرها كلها مقروءة",
    remember: "تذكّر في هذا المتصفح ما قرأته",
    rememberMore: "يُحفظ على هذا الجهاز وحده، إلى أن تضغط مرة أخرى.",
    key: "المفتاح N ينقلك إلى المشاركة التالية غير المقروءة",
  },
};
