import { useRef, useState } from "preact/hooks";
import type { Draft } from "#client/settings/draft.ts";
import { stopsUntil } from "#client/settings/stops.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { zonedTime } from "#client/view/host/zoned-time.ts";
import { Ask } from "#client/view/moderate-forms.tsx";
import { useUi } from "#client/view/ui.ts";
import type { DiscussionView } from "#shared/model.ts";

/** An opening time ahead of now stops a discussion that is open, for everybody who writes in it: saving one is asked once more. */
export function useStopping(discussion: DiscussionView, draft: Draft) {
  const ui = useUi();
  const h = useHost();
  const button = useRef<HTMLButtonElement>(null);
  const [save, setSave] = useState<(() => void) | null>(null);
  const until = stopsUntil(discussion, draft, ui.now);
  return {
    button,
    /** Saves, once it was answered where there is something to ask. */
    ask(onSave: () => void): void {
      if (until === null) onSave();
      else setSave(() => onSave);
    },
    asked: save && until && (
      <Ask
        question={h.stopAsk(zonedTime(ui, until, draft.timeZone))}
        yes={h.stopIt}
        takes
        busy={false}
        failure={null}
        onYes={async () => {
          button.current?.focus();
          setSave(null);
          save();
        }}
        onNo={() => setSave(null)}
      />
    ),
  };
}
