import type { Fault, Figures, Lang } from "./messages.ts";

type Faults = Record<Fault, (figures: Figures) => string>;

const en: Faults = {
  required: () => "Fill this in.",
  empty: () => "There is no text yet. Write at least a sentence, then send it again.",
  too_long: ({ limit, actual }) => `At most ${limit}; this has ${actual}.`,
  too_short: ({ limit, actual }) => `At least ${limit} characters; this has ${actual}.`,
  email: () => "Enter an e-mail address with an @, such as name@example.org.",
  unreadable_characters: () => "This holds characters that can't be shown. Type it again.",
  personal: () => "A password may not be your name or address.",
  common: () => "This password is among the first that others would try. Choose another.",
  repeated: () => "Use more than two different characters.",
  bidi_control: () => "A name can't hold characters that turn the direction of writing.",
  invisible: () => "A name can't hold invisible characters.",
  control: () => "A name is one line of plain text.",
  marks: () => "A letter of a name has three accents at most.",
  symbol: () => "A name can't hold pictures, badges, @, < or >.",
  no_letter: () => "A name needs a letter.",
  reserved: () => "This name is kept for the site itself.",
  past: () => "Choose a time that is still to come.",
  other_question: () => "The post you answer belongs to another question.",
};

const fr: Faults = {
  required: () => "Remplissez ce champ.",
  empty: () => "Il n’y a pas encore de texte. Écrivez au moins une phrase, puis renvoyez.",
  too_long: ({ limit, actual }) => `Au plus ${limit} ; il y en a ${actual}.`,
  too_short: ({ limit, actual }) => `Au moins ${limit} caractères ; il y en a ${actual}.`,
  email: () => "Indiquez une adresse électronique avec un @, par exemple nom@exemple.org.",
  unreadable_characters: () => "Il y a des caractères impossibles à afficher. Saisissez à nouveau.",
  personal: () => "Le mot de passe ne peut être ni votre nom ni votre adresse.",
  common: () => "Ce mot de passe est parmi les premiers que d’autres essaieraient. Changez-en.",
  repeated: () => "Utilisez plus de deux caractères différents.",
  bidi_control: () => "Un nom ne peut contenir de caractères qui inversent le sens de l’écriture.",
  invisible: () => "Un nom ne peut contenir de caractères invisibles.",
  control: () => "Un nom est une seule ligne de texte simple.",
  marks: () => "Une lettre d’un nom porte trois accents au plus.",
  symbol: () => "Un nom ne peut contenir ni image, ni insigne, ni @, < ou >.",
  no_letter: () => "Un nom contient au moins une lettre.",
  reserved: () => "Ce nom est réservé au site lui-même.",
  past: () => "Choisissez un moment à venir.",
  other_question: () => "La contribution à laquelle vous répondez appartient à une autre question.",
};

const es: Faults = {
  required: () => "Rellene este campo.",
  empty: () => "Todavía no hay texto. Escriba al menos una frase y vuelva a enviarlo.",
  too_long: ({ limit, actual }) => `Como máximo ${limit}; aquí hay ${actual}.`,
  too_short: ({ limit, actual }) => `Al menos ${limit} caracteres; aquí hay ${actual}.`,
  email: () => "Escriba una dirección de correo con @, por ejemplo nombre@ejemplo.org.",
  unreadable_characters: () => "Hay caracteres que no se pueden mostrar. Escríbalo de nuevo.",
  personal: () => "La contraseña no puede ser su nombre ni su dirección.",
  common: () => "Esta contraseña es de las primeras que otros probarían. Elija otra.",
  repeated: () => "Use más de dos caracteres distintos.",
  bidi_control: () =>
    "Un nombre no puede contener caracteres que cambien el sentido de la escritura.",
  invisible: () => "Un nombre no puede contener caracteres invisibles.",
  control: () => "Un nombre es una sola línea de texto sencillo.",
  marks: () => "Una letra de un nombre lleva tres acentos como máximo.",
  symbol: () => "Un nombre no puede contener imágenes, insignias, @, < ni >.",
  no_letter: () => "Un nombre necesita alguna letra.",
  reserved: () => "Este nombre está reservado para el propio sitio.",
  past: () => "Elija un momento que aún no haya pasado.",
  other_question: () => "La aportación a la que responde es de otra pregunta.",
};

const ar: Faults = {
  required: () => "املأ هذا الحقل.",
  empty: () => "لا نص بعد. اكتب جملة على الأقل ثم أرسلها.",
  too_long: ({ limit, actual }) => `الحد الأقصى ${limit}، وهنا ${actual}.`,
  too_short: ({ limit, actual }) => `الحد الأدنى ${limit} من الأحرف، وهنا ${actual}.`,
  email: () => "اكتب عنوان بريد فيه @، مثل name@example.org.",
  unreadable_characters: () => "في النص أحرف لا يمكن عرضها. اكتبه من جديد.",
  personal: () => "لا تكون كلمة المرور اسمك أو عنوانك.",
  common: () => "هذه الكلمة من أول ما قد يجربه غيرك. اختر غيرها.",
  repeated: () => "استعمل أكثر من حرفين مختلفين.",
  bidi_control: () => "لا يحتوي الاسم أحرفاً تقلب اتجاه الكتابة.",
  invisible: () => "لا يحتوي الاسم أحرفاً خفية.",
  control: () => "الاسم سطر واحد من نص بسيط.",
  marks: () => "لا يحمل حرف في الاسم أكثر من ثلاث علامات.",
  symbol: () => "لا يحتوي الاسم صوراً أو شارات أو @ أو < أو >.",
  no_letter: () => "لا بد في الاسم من حرف.",
  reserved: () => "هذا الاسم محفوظ للموقع نفسه.",
  past: () => "اختر وقتاً لم يمضِ بعد.",
  other_question: () => "المشاركة التي ترد عليها من سؤال آخر.",
};

/** What is wrong with what was typed; a browser loads it with the first thing to type into. */
export const faultWords: Record<Lang, Faults> = { en, fr, es, ar };
