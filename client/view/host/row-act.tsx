import type { Writing } from "#client/view/actions.ts";
import { stayInList } from "#client/view/stay-at.ts";

interface RowActProps {
  label: string;
  /** What is acted on, for whoever doesn't see the row. */
  of: string;
  busy: boolean;
  /** Said when it is done. */
  done: string;
  writing: Writing;
  /** Resolves with null where it wasn't done. */
  onAct(): Promise<unknown>;
}

/** A small button at the end of a row of the host's lists, with which the row may go. */
export function RowAct({ label, of, busy, done, writing, onAct }: RowActProps) {
  const act = async (button: HTMLElement) => {
    const stay = stayInList(button);
    if (!(await onAct())) return;
    stay();
    writing.say(done);
  };
  return (
    <button
      class="btn small"
      type="button"
      aria-disabled={busy}
      onClick={({ currentTarget }) => void act(currentTarget)}
    >
      {label}
      <span class="sr"> {of}</span>
    </button>
  );
}
