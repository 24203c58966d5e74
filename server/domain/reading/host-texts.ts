import * as z from "zod/mini";
import { sanitize } from "#server/domain/posts/sanitize.ts";
import type { TextId } from "#shared/ids.ts";
import type { DiscussionTexts } from "#shared/inputs/discussions.ts";
import { DiscussionView as discussionView } from "#shared/model.ts";
import { isReadable, plainText } from "#shared/plain-text.ts";
import type { Library } from "./library.ts";

/** What the host wrote that no rule depends on; kept as one JSON text per version. */
export const HostTexts = z.pick(discussionView, {
  timeZone: true,
  questionOrder: true,
  title: true,
  aim: true,
  preparedBy: true,
  onBehalfOf: true,
  deliverable: true,
  method: true,
  guidelines: true,
  contact: true,
  disclaimer: true,
  moderators: true,
  embedOrigins: true,
  addressees: true,
  callToAction: true,
  faq: true,
  terms: true,
  topics: true,
  documents: true,
  outcome: true,
  followUp: true,
  extendedFrom: true,
});
export type HostTexts = z.infer<typeof HostTexts>;

export const noHostTexts: HostTexts = {
  timeZone: "UTC",
  questionOrder: "ascending",
  title: {},
  aim: {},
  preparedBy: {},
  onBehalfOf: {},
  deliverable: null,
  method: {},
  guidelines: {},
  contact: {},
  disclaimer: {},
  moderators: [],
  embedOrigins: [],
  addressees: {},
  callToAction: null,
  faq: [],
  terms: [],
  topics: [],
  documents: [],
  outcome: {},
  followUp: {},
  extendedFrom: null,
};

type Local = Record<string, string>;
/** Rich texts as they are kept: sanitised, and without those that are empty then. */
export const cleaned = (texts: Local | undefined): Local | undefined =>
  texts &&
  Object.fromEntries(
    Object.entries(texts)
      .map(([language, html]) => [language, sanitize(html)] as const)
      .filter(([, html]) => isReadable(plainText(html))),
  );
export const filled = (texts: Local | undefined): Local | undefined =>
  texts && Object.fromEntries(Object.entries(texts).filter(([, text]) => isReadable(text)));

/** What is empty after all is left out of a list, so that no page shows a question without an answer. */
const listsOf = ({ faq, terms, topics, callToAction }: DiscussionTexts) => ({
  faq: faq
    ?.map((item) => ({
      ...item,
      question: filled(item.question),
      answer: cleaned(item.answer) ?? {},
    }))
    .filter(({ answer }) => Object.keys(answer).length > 0),
  terms: terms?.map(({ term, note }) => ({ term: filled(term), note: filled(note) })),
  topics: topics?.map((topic) => ({ ...topic, label: filled(topic.label) })),
  callToAction: callToAction && { ...callToAction, label: filled(callToAction.label) },
});

/** The texts after an update; what the input leaves out stays. Rich ones are sanitised. `documents`: those of the input, with what their files are. */
export function mergeHostTexts(
  before: HostTexts,
  { documents: _, ...input }: DiscussionTexts,
  documents?: HostTexts["documents"],
): HostTexts {
  const given = Object.fromEntries(
    Object.entries({
      ...input,
      documents: documents?.map((each) => ({ ...each, title: filled(each.title) })),
      title: filled(input.title),
      preparedBy: filled(input.preparedBy),
      onBehalfOf: filled(input.onBehalfOf),
      aim: cleaned(input.aim),
      method: cleaned(input.method),
      guidelines: cleaned(input.guidelines),
      contact: cleaned(input.contact),
      disclaimer: cleaned(input.disclaimer),
      outcome: cleaned(input.outcome),
      followUp: filled(input.followUp),
      addressees: filled(input.addressees),
      ...listsOf(input),
    }).filter(([, value]) => value !== undefined),
  );
  return HostTexts.parse({ ...before, ...given });
}

/** What an older version wrote lacks what came later. */
export const readHostTexts = (body: string): HostTexts =>
  HostTexts.parse({ ...noHostTexts, ...JSON.parse(body) });

/** What the host wrote as a text has it; nothing where there is no such text (any more). */
export async function hostTextsAt(
  library: Pick<Library, "texts">,
  textId: TextId | undefined,
): Promise<HostTexts> {
  const body = textId && (await library.texts([textId])).get(textId);
  return body === undefined ? noHostTexts : readHostTexts(body);
}

/** Whether each word that somebody read of it still stands: another one, or one taken away, is a change; a translation that came is none. */
export const stillStands = (before: Local, now: Local): boolean =>
  Object.entries(before).every(([language, text]) => now[language] === text);

/** A question's words: kept as one JSON text per version. */
export const QuestionTexts = z.object({
  text: z.record(z.string(), z.string()),
  authorName: z.nullable(z.string()),
});
export type QuestionTexts = z.infer<typeof QuestionTexts>;
