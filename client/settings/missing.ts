import type { HostMessages } from "#client/messages/host-messages.ts";
import type { Messages } from "#client/messages/messages.ts";
import type { QuestionView } from "#shared/model.ts";
import type { Draft, Words } from "./draft.ts";
import { valueAt } from "./three-way.ts";

/** A text in several languages, and where in the draft it is. */
interface LocalTextAt {
  path: string;
  words: Words;
  /** What it is: a label of the form, or a question. */
  what: keyof HostMessages["labels"] | "questions" | "added";
  /** Its place among others of the kind, from 0; null where it is the only one. */
  place: number | null;
}

const single = [
  ...(["title", "aim", "method", "addressees", "callToAction.label", "contact"] as const),
  ...(["deliverable.title", "deliverable.feedsInto", "preparedBy", "onBehalfOf"] as const),
  ...(["guidelines", "disclaimer", "outcome", "followUp"] as const),
];

/** Every text of the draft that there can be in several languages. */
function localTexts(draft: Draft): LocalTextAt[] {
  const at = (path: string, what: LocalTextAt["what"], place: number | null): LocalTextAt => ({
    ...{ path, what, place, words: (valueAt(draft, path) ?? {}) as Words },
  });
  return [
    ...single.map((path) => at(path, path, null)),
    ...Object.keys(draft.questions).map((id, i) => at(`questions.${id}.text`, "questions", i)),
    ...Object.keys(draft.added).map((key) => at(`added.${key}.text`, "added", null)),
    ...draft.faq.flatMap((_, i) => [
      at(`faq.${i}.question`, "faq.question", i),
      at(`faq.${i}.answer`, "faq.answer", i),
    ]),
    ...draft.terms.flatMap((_, i) => [
      at(`terms.${i}.term`, "terms.term", i),
      at(`terms.${i}.note`, "terms.note", i),
    ]),
    ...draft.topics.map((_, i) => at(`topics.${i}.label`, "topics.topic", i)),
    ...draft.documents.map((_, i) => at(`documents.${i}.title`, "documents.title", i)),
  ];
}

/** The text of which a path leads to one language. */
export const textAt = (draft: Draft, path: string): LocalTextAt | undefined =>
  localTexts(draft).find((text) => path.startsWith(`${text.path}.`));

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

/** What such a text is called; `questions` are in the order of their numbers. */
export function nameOf(
  { what, place }: Pick<LocalTextAt, "what" | "place">,
  { t, h, questions }: { t: Messages; h: HostMessages; questions: readonly QuestionView[] },
): string {
  if (what === "added") return h.newQuestion;
  if (what === "questions") return t.question(questions[place ?? 0]?.number ?? 0);
  return place === null ? h.labels[what] : h.item({ what: h.labels[what], n: place + 1 });
}

/** The discussion's languages, and others in which there is some text, or that one of these paths leads to. */
export const languagesOf = (draft: Draft, paths: readonly string[] = []): string[] => [
  ...new Set([
    ...draft.languages,
    ...localTexts(draft).flatMap(({ words }) =>
      Object.keys(words).filter((language) => has(words, language)),
    ),
    ...paths.flatMap((path) => {
      const text = textAt(draft, path);
      return text ? [path.slice(text.path.length + 1)] : [];
    }),
  ]),
];
