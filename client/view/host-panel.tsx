import type { FunctionComponent } from "preact";
import { useState } from "preact/hooks";
import type { Lang } from "#client/messages/messages.ts";
import type { HostPanelProps } from "./parts.ts";
import { useUi } from "./ui.ts";

/** The tools of hosts and moderators, with their sentences. Few readers have any, so they come when the panel is opened. */
async function loadDesk(lang: Lang): Promise<FunctionComponent<HostPanelProps>> {
  const { deskIn } = await import("./host/desk.tsx");
  return deskIn(lang);
}

export function HostPanel(props: HostPanelProps) {
  const { t, lang } = useUi();
  const [Tools, setTools] = useState<FunctionComponent<HostPanelProps> | null>(null);
  const load = () => {
    if (!Tools)
      loadDesk(lang).then(
        (desk) => setTools(() => desk),
        () => undefined, // opened once more, it is asked for once more
      );
  };
  return (
    <details
      class="host-panel"
      open={props.discussion.phase === "draft"}
      onToggle={({ currentTarget }) => currentTarget.open && load()}
    >
      <summary>{t.hostPanel}</summary>
      {Tools ? <Tools {...props} /> : <p>{t.loading}</p>}
    </details>
  );
}
