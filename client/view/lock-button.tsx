import { sentenceFor } from "./failure.ts";
import { Wrong } from "./field.tsx";
import { Icon } from "./icon.tsx";
import type { LockButtonProps } from "./parts.ts";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

export function LockButton({ question, phaseWhen, writing }: LockButtonProps) {
  const ui = useUi();
  const { busy, failure, act, stamp } = useAct(writing);
  const { id: questionId, number, locked } = question;
  const toggle = async () => {
    if (await act(locked ? "question:unlock" : "question:lock", { ...stamp(), questionId }))
      writing.say(`${ui.t.question(number)}: ${phaseWhen(!locked)}`);
  };
  return (
    <>
      <button class="btn small" type="button" aria-disabled={busy} onClick={() => void toggle()}>
        <Icon name="lock" />
        {locked ? ui.t.unlock : ui.t.lock}
        <span class="sr"> {number}</span>
      </button>
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
    </>
  );
}
