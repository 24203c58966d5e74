import type { Ref } from "preact";
import { writingWords } from "#client/messages/compiled/writing.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { useUi } from "#client/view/ui.ts";

interface SaveBarProps {
  changes: number;
  busy: boolean;
  /** When it was saved last, as it is shown. */
  savedAt: string | null;
  button?: Ref<HTMLButtonElement>;
}

/** At the end of a form: what isn't saved yet, and when it was saved last. */
export function SaveBar({ changes, busy, savedAt, button = null }: SaveBarProps) {
  const { lang } = useUi();
  const h = useHost();
  const idle = savedAt === null ? h.nothingToSave : h.savedAt(savedAt);
  return (
    <div class="save-bar">
      <p role="status">{changes > 0 ? h.unsaved(changes) : idle}</p>
      <button class="btn primary" type="submit" ref={button} aria-disabled={busy || changes === 0}>
        {writingWords[lang].save}
      </button>
    </div>
  );
}
