/**
 * As a document counts its pages and paragraphs: "3", "iv", "3.7", "12b". Figures and single letters alone: it stands in the log,
 * which holds no words.
 */
export const documentPlace = /^(?:\d{1,5}(?:[.\-/]\d{1,4}){0,3}[a-z]?|[ivxlcdm]{1,8})$/;

/** A place as it is kept: figures of any script are figures. */
export const placeAs = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
