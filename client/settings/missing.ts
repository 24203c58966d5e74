import type { Draft, Words } from "./draft.ts";

/** A text in several languages, and where in the draft it is. */
interface LocalTextAt {
  path: string;
  words: Words;
  /** Of a question that is there: its place among them, from 0. */
  question: number | null;
}

/** Every text of the draft that there can be in several languages. */
function localTexts(draft: Draft): LocalTextAt[] {
  const plain = (path: string, words: Words) => ({ path, words, question: null });
  return [
    plain("title", draft.title),
    plain("aim", draft.aim),
    plain("method", draft.method),
    plain("contact", draft.contact),
    plain("preparedBy", draft.preparedBy),
    plain("onBehalfOf", draft.onBehalfOf),
    plain("deliverable.title", draft.deliverable.title),
    plain("deliverable.feedsInto", draft.deliverable.feedsInto),
    plain("guidelines", draft.guidelines),
    plain("disclaimer", draft.disclaimer),
    ...Object.entries(draft.questions).map(([id, { text }], i) => ({
      path: `questions.${id}.text`,
      words: text,
      question: i,
    })),
  ];
}

const has = (words: Words, language: string) => (words[language] ?? "").trim() !== "";

/** The texts that are there, but not in each of the discussion's languages, with those that they lack. */
export function missingIn(draft: Draft): (LocalTextAt & { languages: string[] })[] {
  return localTexts(draft)
    .filter(({ words }) => Object.keys(words).some((language) => has(words, language)))
    .map((text) => ({
      ...text,
      languages: draft.languages.filter((language) => !has(text.words, language)),
    }))
    .filter(({ languages }) => languages.length > 0);
}

/** The discussion's languages, and others in which there is some text. */
export const languagesOf = (draft: Draft): string[] => [
  ...new Set([
    ...draft.languages,
    ...localTexts(draft).flatMap(({ words }) =>
      Object.keys(words).filter((language) => has(words, language)),
    ),
  ]),
];
