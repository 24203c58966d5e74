import type {
  ImportedDiscussion,
  ImportedPerson,
  ImportedPost,
} from "#server/domain/imports/import-discussion.ts";
import { authorWords } from "#server/domain/imports/imported-authors.ts";
import { readBody } from "#server/domain/posts/sanitize.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Slug } from "#shared/ids.ts";
import { DiscussionTexts } from "#shared/inputs/discussions.ts";
import { limits } from "#shared/limits.ts";
import type { Language } from "#shared/model.ts";
import { type Fault, UnreadableExport } from "./faults.ts";
import { htmlOf, htmlWithLinks } from "./plain-text.ts";
import type { PolisComment, PolisExport } from "./read-polis.ts";

export interface ImportChoice {
  title: string;
  slug: Slug;
  language: Language;
  phase: "open" | "closed";
}

const states = { accepted: "published", rejected: "rejected", undecided: "pending" } as const;

/** What an export says, in our terms. Throws `UnreadableExport` when some of it can't be kept. */
export function toDiscussion(from: PolisExport, choice: ImportChoice): ImportedDiscussion {
  const { title, slug, language, phase } = choice;
  const faults: Fault[] = [];
  const posts = from.comments.map((comment) => postOf(comment, language, faults));
  const topic = (from.topic ?? title).trim();
  if (topic.length > limits.questionText)
    faults.push({
      ...{ file: "summary.csv", line: 0 },
      what: `the topic has ${topic.length} characters, ${limits.questionText} are the most`,
    });
  const texts = textsOf(from, choice, faults);
  if (faults.length > 0) throw new UnreadableExport(faults);
  return {
    identity: JSON.stringify(["polis", from.url ?? from.topic, slug]),
    ...{ slug, languages: [language], texts, phase, posts },
    host: person("import", "Import"),
    people: [...new Set(from.comments.map(({ authorId }) => authorId))].map((id) =>
      person(`author ${id}`, `${wordsIn(language).participant} ${id}`),
    ),
    questions: [{ key: "1", words: { text: { [language]: topic }, authorName: null } }],
  };
}

const person = (key: string, name: string): ImportedPerson => ({
  ...{ key, name, organisation: null, category: null, languages: [] },
});

function postOf(comment: PolisComment, language: Language, faults: Fault[]): ImportedPost {
  const { id, authorId, line, moderated, writtenAt, agree, disagree, pass } = comment;
  return {
    ...{ key: String(id), questionKey: "1", parentKey: null, authorKey: `author ${authorId}` },
    ...{ html: bodyOf(comment.body, line, faults), language, state: states[moderated], writtenAt },
    pinned: false,
    support: agree + disagree + pass > 0 ? { agree, disagree, pass } : null,
  };
}

function bodyOf(body: string, line: number, faults: Fault[]): ImportedPost["html"] {
  try {
    return readBody(htmlOf(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    faults.push({ file: "comments.csv", line, what: `comment-body: ${error.message}` });
    return readBody("<p>-</p>");
  }
}

function textsOf(
  { description, url }: PolisExport,
  { title, language }: ImportChoice,
  faults: Fault[],
): DiscussionTexts {
  const source = url ? htmlWithLinks(`${wordsIn(language).importedFrom} [${url}](${url})`) : "";
  const read = DiscussionTexts.safeParse({
    title: { [language]: title },
    aim: { [language]: description ? htmlWithLinks(description) : "" },
    method: { [language]: source },
  });
  if (read.success) return read.data;
  for (const { path } of read.error.issues)
    faults.push({
      ...{ file: path[0] === "title" ? "the title" : "summary.csv", line: 0 },
      what: "is too long, or holds characters that can't be kept",
    });
  return {};
}

/** What an import adds of its own words. */
const importedFrom = {
  en: "Imported from",
  fr: "Importé depuis",
  es: "Importado desde",
  de: "Importiert aus",
  ar: "مستورد من",
} as const satisfies Record<keyof typeof authorWords, string>;
const isKnown = (language: string): language is keyof typeof authorWords =>
  Object.hasOwn(authorWords, language);

function wordsIn(language: Language): { participant: string; importedFrom: string } {
  const [base = ""] = language.split("-");
  const known = isKnown(base) ? base : "en";
  return { participant: authorWords[known], importedFrom: importedFrom[known] };
}
