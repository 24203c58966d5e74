import { sentenceFor } from "./failure.ts";
import { Wrong } from "./field.tsx";
import { Icon } from "./icon.tsx";
import type { LockButtonProps } from "./parts.ts";
import { useUi } from "./ui.ts";
import { useAct } from "./use-act.ts";

export function LockButton({ question, writing }: LockButtonProps) {
  const ui = useUi();
  const { busy, failure, act, stamp } = useAct(writing);
  const toggle = () =>
    act(question.locked ? "question:unlock" : "question:lock", {
      ...stamp(),
      questionId: question.id,
    });
  return (
    <>
      <button class="btn small" type="button" disabled={busy} onClick={() => void toggle()}>
        <Icon name="lock" />
        {question.locked ? ui.t.unlock : ui.t.lock}
        <span class="sr"> {question.number}</span>
      </button>
      {failure && <Wrong text={sentenceFor(ui, failure)} alert />}
    </>
  );
}
