import { useState } from "preact/hooks";
import { NotYet, partOf } from "./part.tsx";
import type { HostPanelProps } from "./parts.ts";
import { useUi } from "./ui.ts";

/** The tools of hosts and moderators, with their sentences. Few readers have any, so they come when the panel is opened. */
export function HostPanel(props: HostPanelProps) {
  const { t, lang } = useUi();
  const [desk] = useState(() =>
    partOf(async () => ({ Desk: await (await import("./host/desk.tsx")).deskIn(lang) })),
  );
  const [open, setOpen] = useState(props.discussion.phase === "draft");
  const { loaded, ...yet } = desk.use(open);
  return (
    <details
      class="host-panel"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t.hostPanel}</summary>
      {loaded ? <loaded.Desk {...props} /> : <NotYet {...yet} />}
    </details>
  );
}
