import { useState } from "preact/hooks";
import { Ask } from "#client/view/moderate-forms.tsx";
import { type Acting, useAct } from "#client/view/use-act.ts";
import type { DiscussionPhase } from "#shared/model.ts";
import { useHost } from "./use-host.ts";

export type PhaseActing = Acting<"discussion:open" | "discussion:close">;

interface PhaseProps {
  phase: DiscussionPhase;
  /** How many there are: without any, nothing can be opened. */
  questions: number;
  template: boolean;
  writing: PhaseActing;
}

/** Opens a discussion, or closes it; asked once more, since everybody sees it. */
export function Phase({ phase, questions, template, writing }: PhaseProps) {
  const h = useHost();
  const [asking, setAsking] = useState(false);
  const { busy, failure, act, stamp, forget } = useAct(writing);
  const open = phase === "open";
  if (template) return <p class="hint">{h.faults.is_template}</p>;
  if (phase === "draft" && questions === 0) return <p class="hint">{h.noQuestions}</p>;
  if (!asking)
    return (
      <button class="btn" type="button" onClick={() => setAsking(true)}>
        {open ? h.closeDiscussion : h.openDiscussion}
      </button>
    );
  return (
    <Ask
      question={open ? h.closeAsk : h.openAsk}
      yes={open ? h.closeIt : h.openIt}
      takes={open}
      busy={busy}
      failure={failure}
      onYes={async () => {
        if (await act(open ? "discussion:close" : "discussion:open", stamp())) setAsking(false);
      }}
      onNo={() => {
        forget();
        setAsking(false);
      }}
    />
  );
}
