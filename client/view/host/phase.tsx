import { useRef, useState } from "preact/hooks";
import { Ask } from "#client/view/moderate-forms.tsx";
import { useUi } from "#client/view/ui.ts";
import { type Acting, useAct } from "#client/view/use-act.ts";
import type { DiscussionView } from "#shared/model.ts";
import { useHost } from "./use-host.ts";
import { zonedTime } from "./zoned-time.ts";

export type PhaseActing = Acting<"discussion:open" | "discussion:close">;

interface PhaseProps {
  discussion: DiscussionView;
  /** How many there are: without any, nothing can be opened. */
  questions: number;
  writing: PhaseActing;
}

/** Opens a discussion, or closes it; asked once more, since everybody sees it. */
export function Phase({ discussion, questions, writing }: PhaseProps) {
  const ui = useUi();
  const h = useHost();
  const { phase, template, opensAt, closesAt, timeZone } = discussion;
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const { busy, failure, act, stamp, forget } = useAct(writing);
  const open = phase === "open";
  if (template) return <p class="hint">{h.faults.is_template}</p>;
  if (phase === "draft" && questions === 0) return <p class="hint">{h.noQuestions}</p>;
  if (closesAt && Date.parse(closesAt) <= ui.now) return <p class="hint">{h.timeIsOver}</p>;
  const opensLater = opensAt && Date.parse(opensAt) > ui.now;
  const openAsk = opensLater ? h.openLaterAsk(zonedTime(ui, opensAt, timeZone)) : h.openAsk;
  return (
    <>
      <button class="btn" type="button" ref={button} onClick={() => setAsking(true)}>
        {open ? h.closeDiscussion : h.openDiscussion}
      </button>
      {asking && (
        <Ask
          question={open ? h.closeAsk : openAsk}
          yes={open ? h.closeIt : h.openIt}
          takes={open}
          busy={busy}
          failure={failure}
          onYes={async () => {
            if (!(await act(open ? "discussion:close" : "discussion:open", stamp()))) return;
            button.current?.focus();
            setAsking(false);
            setSaid(open ? h.isClosed : h.isPublic);
          }}
          onNo={() => {
            forget();
            setAsking(false);
          }}
        />
      )}
      <p class="sr" role="status">
        {said}
      </p>
    </>
  );
}
