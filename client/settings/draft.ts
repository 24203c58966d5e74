import type { Snapshot } from "#shared/commands/snapshot.ts";
import { byNumber, type Feed, start } from "#shared/feed.ts";
import type { QuestionId } from "#shared/ids.ts";
import type { DiscussionView, FileView, QuestionView } from "#shared/model.ts";
import { wallTime } from "./wall-time.ts";

/** A text by language; one that isn't there and an empty one are the same. */
export type Words = Readonly<Record<string, string>>;

/** As it is sent: without the languages in which nothing is written. */
export const filled = (words: Words): Record<string, string> =>
  Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ""));

export interface ModeratorDraft {
  name: string;
  organisation: string;
  /** Tags, with commas between. */
  languages: string;
}
export interface FaqDraft {
  id: string;
  question: Words;
  answer: Words;
}
export interface TermDraft {
  term: Words;
  note: Words;
}
export interface TopicDraft {
  id: string;
  label: Words;
}
export interface DocumentDraft {
  id: string;
  title: Words;
  /** "" for several. */
  language: string;
  file: FileView;
}
export interface QuestionDraft {
  text: Words;
  authorName: string;
}

/** All that the host wrote, as the form has it: what isn't there is an empty text. HTML is HTML. */
export interface Draft {
  slug: string;
  title: Words;
  aim: Words;
  preparedBy: Words;
  onBehalfOf: Words;
  deliverable: { title: Words; feedsInto: Words; wordLimit: string; dueDate: string };
  method: Words;
  guidelines: Words;
  contact: Words;
  disclaimer: Words;
  addressees: Words;
  callToAction: { label: Words; url: string };
  faq: readonly FaqDraft[];
  terms: readonly TermDraft[];
  topics: readonly TopicDraft[];
  documents: readonly DocumentDraft[];
  outcome: Words;
  followUp: Words;
  moderators: readonly ModeratorDraft[];
  languages: readonly string[];
  /** As a clock in the time zone shows it: `2027-03-31T18:00`. */
  opensAt: string;
  closesAt: string;
  timeZone: string;
  questionOrder: string;
  supportTotals: string;
  /** One on each line. */
  embedOrigins: string;
  template: boolean;
  questions: Readonly<Record<QuestionId, QuestionDraft>>;
  /** Questions that aren't there yet, by names of this form's own. */
  added: Readonly<Record<string, QuestionDraft>>;
}

/** What was saved last, and at which `seq` of the discussion and of each question. */
export interface Saved {
  draft: Draft;
  seq: number;
  questionSeqs: ReadonlyMap<QuestionId, number>;
}

/** As a form shows it. */
export const shownHtml = (texts: Words): Words =>
  Object.fromEntries(
    // The sanitiser puts it there, and again on what is saved.
    Object.entries(texts).map(([language, html]) => [
      language,
      html.replaceAll(' rel="nofollow noopener noreferrer ugc"', ""),
    ]),
  );

const textsOf = (view: DiscussionView) => ({
  title: view.title,
  aim: shownHtml(view.aim),
  preparedBy: view.preparedBy,
  onBehalfOf: view.onBehalfOf,
  deliverable: {
    title: view.deliverable?.title ?? {},
    feedsInto: view.deliverable?.feedsInto ?? {},
    wordLimit: String(view.deliverable?.wordLimit ?? ""),
    dueDate: view.deliverable?.dueDate ?? "",
  },
  method: shownHtml(view.method),
  guidelines: shownHtml(view.guidelines),
  contact: shownHtml(view.contact),
  disclaimer: shownHtml(view.disclaimer),
  addressees: view.addressees,
  callToAction: { label: view.callToAction?.label ?? {}, url: view.callToAction?.url ?? "" },
  faq: view.faq.map((item) => ({ ...item, answer: shownHtml(item.answer) })),
  terms: view.terms,
  topics: view.topics,
  documents: view.documents.map((document) => ({
    ...document,
    language: document.language ?? "",
  })),
  outcome: shownHtml(view.outcome),
  followUp: view.followUp,
});

const settingsOf = (view: DiscussionView) => ({
  slug: view.slug,
  moderators: view.moderators.map(({ name, organisation, languages }) => ({
    name,
    organisation: organisation ?? "",
    languages: languages.join(", "),
  })),
  languages: view.languages,
  opensAt: wallTime(view.opensAt ?? "", view.timeZone),
  closesAt: wallTime(view.closesAt ?? "", view.timeZone),
  timeZone: view.timeZone,
  questionOrder: view.questionOrder,
  supportTotals: view.supportTotals,
  embedOrigins: view.embedOrigins.join("\n"),
  template: view.template,
});

/** All that the host wrote of a discussion and its questions, in the order of their numbers. */
export const draftOf = (discussion: DiscussionView, questions: readonly QuestionView[]): Draft => ({
  ...textsOf(discussion),
  ...settingsOf(discussion),
  questions: Object.fromEntries(
    questions.map(({ id, text, authorName }) => [id, { text, authorName: authorName ?? "" }]),
  ),
  added: {},
});

/** A discussion as it was read, to be edited. */
export function savedOf(snapshot: Snapshot): Saved & { feed: Feed; discussion: DiscussionView } {
  const feed = start(snapshot);
  const { discussion } = feed;
  if (!discussion) throw new Error("A snapshot has its discussion.");
  const questions = byNumber(feed);
  return {
    feed,
    discussion,
    seq: discussion.seq,
    questionSeqs: new Map(questions.map(({ id, seq }) => [id, seq])),
    draft: draftOf(discussion, questions),
  };
}
