import type { HostMessages } from "#client/messages/host-messages.ts";
import type { Draft } from "#client/settings/draft.ts";
import { nameOf, textAt } from "#client/settings/missing.ts";
import { languageName } from "#client/view/format.ts";
import type { usePlainUi } from "#client/view/plain-ui.ts";
import type { QuestionView } from "#shared/model.ts";

interface Naming {
  draft: Draft;
  ui: ReturnType<typeof usePlainUi>;
  h: HostMessages;
  questions: readonly QuestionView[];
}

/** What an item of a list is called. */
export function itemName(path: string, h: HostMessages): string {
  const [list = "", key = ""] = path.split(".");
  const n = Number(key) + 1;
  if (list === "moderators") return h.moderator(n);
  const called: Readonly<Record<string, string>> = {
    faq: h.labels["faq.question"],
    terms: h.labels["terms.term"],
    topics: h.labels["topics.topic"],
    documents: h.document,
  };
  return h.item({ what: called[list] ?? "", n });
}

const ofItem = /^(faq|terms|topics|documents|moderators)\.\d+(\.file)?$/;

/** What the field is called that a path leads to, among all others of the form. */
export function nameAt(path: string, { draft, ui, h, questions }: Naming): string | undefined {
  const { t, lang } = ui;
  const text = textAt(draft, path);
  if (text) {
    const language = languageName(lang, path.slice(text.path.length + 1));
    return h.inLanguage({ what: nameOf(text, { t, h, questions }), language });
  }
  if (ofItem.test(path)) return itemName(path, h);
  const [list = "", key = "", field = ""] = path.split(".");
  const labels: Readonly<Record<string, string>> = h.labels;
  if (list === "moderators" && key !== "") {
    const own: Readonly<Record<string, string>> = { name: t.name, organisation: t.organisation };
    return `${h.moderator(Number(key) + 1)}: ${own[field] ?? labels[field]}`;
  }
  if (field !== "authorName") return labels[path] ?? labels[list];
  return `${partNameAt(`${list}.${key}`, { ui, h, questions })}: ${h.questionBy}`;
}

/** What that is called which is saved at once: a question, a new one, or all that isn't one. */
export function partNameAt(at: string, { ui, h, questions }: Omit<Naming, "draft">): string {
  if (at === "") return h.settingsOpen;
  const question = questions.find(({ id }) => at === `questions.${id}`);
  return question ? ui.t.question(question.number) : h.newQuestion;
}
