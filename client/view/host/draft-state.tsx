import { languageName, pick } from "#client/view/format.ts";
import type { HostPanelProps } from "#client/view/parts.ts";
import { useUi } from "#client/view/ui.ts";
import type { DiscussionView, LocalText } from "#shared/model.ts";
import { useHost } from "./use-host.ts";

/** The texts that readers look for. */
const wanted = ["aim", "method", "guidelines", "contact", "disclaimer"] as const;
const inLanguages = ["title", ...wanted] as const;

const lacking = (texts: LocalText, { languages }: DiscussionView) =>
  pick(texts, "") === null ? [] : languages.filter((tag) => !texts[tag]);

/** What a draft is, what it needs before it can open, and what its readers would miss. */
export function DraftState({
  discussion,
  questions,
}: Pick<HostPanelProps, "discussion" | "questions">) {
  const { t, lang, now } = useUi();
  const h = useHost();
  const { closesAt } = discussion;
  const over = closesAt !== null && Date.parse(closesAt) <= now;
  const needs = [...(questions === 0 ? [h.noQuestions] : []), ...(over ? [h.closesPast] : [])];
  const missed = [
    ...wanted.filter((key) => pick(discussion[key], lang) === null).map((key) => h.labels[key]),
    ...(closesAt === null ? [h.labels.closesAt] : []),
    ...inLanguages.flatMap((key) => {
      const tags = lacking(discussion[key], discussion);
      if (tags.length === 0) return [];
      return [h.notYetIn(h.labels[key], t.orList(tags.map((tag) => languageName(lang, tag))))];
    }),
  ];
  return (
    <section aria-labelledby="draft-state">
      <h2 id="draft-state">{h.draftTitle}</h2>
      <p>{h.draftLead}</p>
      <Listed lead={h.draftNeeds} items={needs} />
      {needs.length === 0 && <p>{h.draftReady}</p>}
      <Listed lead={h.draftMissed} items={missed} />
    </section>
  );
}

function Listed({ lead, items }: { lead: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p>
        <b>{lead}</b>
      </p>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}
