import type { Line } from "#client/feed/line.ts";
import type { Changing } from "./changing.tsx";
import { clock } from "./format.ts";
import { Icon, type IconName } from "./icon.tsx";
import { useUi } from "./ui.ts";

interface LineProps {
  line: Changing<Line>;
  signInHref: string | null;
  onTry(): void;
}

/** One line under the site bar, only when something is other than live. It never covers text. */
export function ConnectionLine({ signInHref, onTry, ...props }: LineProps) {
  const ui = useUi();
  const { t } = ui;
  const line = props.line.value;
  switch (line.state) {
    case "live":
      return null;
    case "connecting":
      if (!line.waited) return null;
      return (
        <Told icon="signal" title={t.connecting} more={t.connectingMore(clock(ui, line.since))} />
      );
    case "lost": {
      const seconds = line.retryAt === null ? 0 : Math.ceil((line.retryAt - ui.now) / 1000);
      return (
        <Told icon="off" title={t.lost} more={seconds > 0 ? t.lostMore(seconds) : t.lostNow}>
          <button class="act" type="button" onClick={onTry}>
            {t.tryNow}
          </button>
        </Told>
      );
    }
    case "offline":
      return (
        <Told
          icon="off"
          kind="off"
          title={t.offline}
          more={line.waiting > 0 ? t.offlineWaiting(line.waiting) : t.offlineMore}
        />
      );
    case "back":
      return <Told icon="check" kind="ok" title={t.back} more={t.backMore(line.arrived)} />;
    case "sign_in_ended":
      return (
        <Told icon="lock" title={t.signInEnded} more={t.signInEndedMore}>
          {signInHref && (
            <a class="act" href={signInHref}>
              {t.signIn}
            </a>
          )}
        </Told>
      );
  }
}

interface ToldProps {
  icon: IconName;
  kind?: "ok" | "off";
  title: string;
  more: string;
  children?: preact.ComponentChildren;
}

function Told({ icon, kind, title, more, children }: ToldProps) {
  return (
    <aside class={kind ? `conn ${kind}` : "conn"} aria-label={title}>
      <div class="wrap">
        <Icon name={icon} />
        <p>
          <b>{title}</b> {more}
        </p>
        {children}
      </div>
    </aside>
  );
}
