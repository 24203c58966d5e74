import type { RawInput } from "#shared/commands.ts";
import type { DiscussionId, QuestionId } from "#shared/ids.ts";
import { type Draft, filled, type QuestionDraft, type Saved } from "./draft.ts";
import { differences, valueAt } from "./three-way.ts";
import { instantAt } from "./wall-time.ts";

/** One command of a save. `at`: where in the draft its fields are. */
export type Part =
  | { name: "discussion:update"; at: ""; keys: string[]; input: Unstamped<"discussion:update"> }
  | { name: "question:update"; at: string; input: Unstamped<"question:update"> }
  | { name: "question:add"; at: string; input: Unstamped<"question:add"> };
type Unstamped<N extends "discussion:update" | "question:update" | "question:add"> = Omit<
  RawInput<N>,
  "commandId"
>;

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const tags = (text: string): string[] =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
/** What isn't a number is sent as one that is refused, so that it isn't lost without a word. */
const numberOf = (text: string): number | null =>
  text.trim() === "" ? null : Number.isFinite(Number(text)) ? Number(text) : -1;

function deliverableOf({ title, feedsInto, wordLimit, dueDate }: Draft["deliverable"]) {
  const texts = { title: filled(title), feedsInto: filled(feedsInto) };
  const nothing =
    Object.keys({ ...texts.title, ...texts.feedsInto }).length === 0 && !wordLimit && !dueDate;
  return nothing
    ? null
    : { ...texts, wordLimit: numberOf(wordLimit), dueDate: dueDate === "" ? null : dueDate };
}

function callToActionOf({ label, url }: Draft["callToAction"]) {
  const words = filled(label);
  return url.trim() === "" && Object.keys(words).length === 0 ? null : { label: words, url };
}

/** A time that there isn't is sent as it was typed, which is refused. */
const instantOf = (wall: string, zone: string): string | null =>
  wall === "" ? null : instantAt(wall, zone.trim()) || wall;

/** How each part of the form is sent. */
const sent: {
  [K in keyof Omit<Draft, "questions" | "added">]: (draft: Draft) => unknown;
} = {
  slug: ({ slug }) => slug.trim(),
  title: ({ title }) => filled(title),
  aim: ({ aim }) => filled(aim),
  preparedBy: ({ preparedBy }) => filled(preparedBy),
  onBehalfOf: ({ onBehalfOf }) => filled(onBehalfOf),
  deliverable: ({ deliverable }) => deliverableOf(deliverable),
  method: ({ method }) => filled(method),
  guidelines: ({ guidelines }) => filled(guidelines),
  contact: ({ contact }) => filled(contact),
  disclaimer: ({ disclaimer }) => filled(disclaimer),
  addressees: ({ addressees }) => filled(addressees),
  callToAction: ({ callToAction }) => callToActionOf(callToAction),
  faq: ({ faq }) =>
    faq.map(({ id, question, answer }) => ({
      ...{ id, question: filled(question), answer: filled(answer) },
    })),
  terms: ({ terms }) => terms.map(({ term, note }) => ({ term: filled(term), note: filled(note) })),
  topics: ({ topics }) => topics.map(({ id, label }) => ({ id, label: filled(label) })),
  documents: ({ documents }) =>
    documents.map(({ id, title, language, file }) => ({
      ...{ id, title: filled(title), language: language === "" ? null : language },
      file: file.id,
    })),
  outcome: ({ outcome }) => filled(outcome),
  followUp: ({ followUp }) => filled(followUp),
  moderators: ({ moderators }) =>
    moderators.map(({ name, organisation, languages }) => ({
      name,
      organisation: organisation.trim() === "" ? null : organisation,
      languages: tags(languages),
    })),
  languages: ({ languages }) => languages,
  opensAt: ({ opensAt, timeZone }) => instantOf(opensAt, timeZone),
  closesAt: ({ closesAt, timeZone }) => instantOf(closesAt, timeZone),
  timeZone: ({ timeZone }) => timeZone.trim(),
  questionOrder: ({ questionOrder }) => questionOrder,
  supportTotals: ({ supportTotals }) => supportTotals,
  embedOrigins: ({ embedOrigins }) => lines(embedOrigins),
  template: ({ template }) => template,
};

const questionOf = ({ text, authorName }: QuestionDraft) => ({
  text: filled(text),
  authorName: authorName.trim() === "" ? null : authorName,
});

/** What stays as it was typed in another time zone too, and is another instant there. */
const onClocks: ReadonlySet<keyof Draft> = new Set(["opensAt", "closesAt"] as const);

/** What has to be sent so that the draft is saved: only what changed. */
export function partsOf(discussionId: DiscussionId, saved: Saved, draft: Draft): Part[] {
  const parts: Part[] = [];
  const isChanged = (key: keyof Draft) => differences(saved.draft[key], draft[key]).length > 0;
  const keys = (Object.keys(sent) as (keyof typeof sent)[]).filter(
    (key) => isChanged(key) || (onClocks.has(key) && draft[key] !== "" && isChanged("timeZone")),
  );
  if (keys.length > 0)
    parts.push({
      ...{ name: "discussion:update", at: "", keys },
      input: {
        ...{ discussionId, seq: saved.seq },
        ...Object.fromEntries(keys.map((key) => [key, sent[key](draft)])),
      },
    });
  for (const [id, question] of Object.entries(draft.questions)) {
    const questionId = id as QuestionId;
    const seq = saved.questionSeqs.get(questionId) ?? null;
    if (differences(saved.draft.questions[questionId], question).length > 0)
      parts.push({
        ...{ name: "question:update", at: `questions.${id}` },
        input: { discussionId, questionId, seq, ...questionOf(question) },
      });
  }
  for (const [key, question] of Object.entries(draft.added))
    parts.push({
      ...{ name: "question:add", at: `added.${key}` },
      input: { discussionId, ...questionOf(question) },
    });
  return parts;
}

/** How many changes a draft has; a question that was added is one, however little it says. */
export const changesIn = (saved: Saved, { added, ...rest }: Draft): number =>
  differences({ ...saved.draft, added: undefined }, rest).length + Object.keys(added).length;

/** One of several that one field holds. */
const oneOf = /^((?:moderators\.\d+\.)?languages|embedOrigins)\.\d+$/;

/** What was written for that one; null where the refusal is about all of its field. */
export const itemAt = (part: Part, field = ""): string | null =>
  oneOf.test(field) ? String(valueAt(part.input, field)) : null;

/** Texts in several languages that have to be there in one. */
const local = /(^title|^documents\.\d+\.title|\.(text|question|answer|term|note|label))$/;

/** The field of the form that a refusal is about: a text that is missing in all languages is missing in the one being written. */
export function fieldOf(part: Part, field: string | undefined, language: string): string | null {
  if (field === undefined || field === "seq") return null;
  const within = oneOf.exec(field)?.[1] ?? field;
  const path = part.at ? `${part.at}.${within}` : within;
  return local.test(path) ? `${path}.${language}` : path;
}
