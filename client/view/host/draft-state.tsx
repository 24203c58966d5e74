import { draftOf } from "#client/settings/draft.ts";
import { missingIn, nameOf } from "#client/settings/missing.ts";
import { anyLanguage, pick } from "#client/view/format.ts";
import type { HostPanelProps } from "#client/view/parts.ts";
import { useUi } from "#client/view/ui.ts";
import { useHost } from "./use-host.ts";

/** The texts that readers look for. */
const wanted = ["aim", "method", "guidelines", "contact", "disclaimer"] as const;

/** What a draft is, what it needs before it can open, and what its readers would miss. */
export function DraftState({
  discussion,
  questions,
}: Pick<HostPanelProps, "discussion" | "questions">) {
  const { t, lang, now } = useUi();
  const h = useHost();
  const { opensAt, closesAt } = discussion;
  const over = closesAt !== null && Date.parse(closesAt) <= now;
  const needs = [
    ...(questions.length === 0 ? [h.noQuestions] : []),
    ...(over ? [h.closesPast] : []),
  ];
  const missed = [
    ...wanted.filter((key) => pick(discussion[key], lang) === null).map((key) => h.labels[key]),
    ...(closesAt === null ? [h.labels.closesAt] : []),
    ...missingIn(draftOf(discussion, questions)).map((text) =>
      h.notYetIn({
        what: nameOf(text, { t, h, questions }),
        languages: anyLanguage(lang, text.languages),
      }),
    ),
  ];
  return (
    <section aria-labelledby="draft-state">
      <h2 id="draft-state">{h.draftTitle}</h2>
      <p>{h.draftLead}</p>
      {opensAt && Date.parse(opensAt) <= now && (
        <p>
          <b>{h.draftTimePassed(h.openDiscussion)}</b>
        </p>
      )}
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
