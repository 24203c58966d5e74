/** Accents of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew, and the stretch of an Arabic word. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
/** Letters that stand for one another in writing, and are no accented forms. */
const same: Record<string, string> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ" },
  ...{ ى: "ي", ی: "ي", ة: "ه", ک: "ك", ٱ: "ا" },
};
/** Of Arabic, and of Persian and Urdu. */
const digits = /[\u0660-\u0669\u06f0-\u06f9]/g;
const letters = new RegExp(`[${Object.keys(same).join("")}]`, "g");

/** A text as it is compared: without accents, case, and the different forms of one Arabic letter or digit. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(marks, "")
    .replace(letters, (letter) => same[letter] ?? letter)
    .replace(digits, (digit) => String(digit.charCodeAt(0) & 15));
