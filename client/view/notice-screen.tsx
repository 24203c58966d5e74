import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export type Notice = "not_found" | "error" | "slow";

export interface NoticeScreenProps {
  notice: Notice;
  here: string;
  name: string | null;
  onSignOut: (() => void) | null;
}

/** A page that isn't there, or couldn't be made: what it means, and where to go. */
export function NoticeScreen({ notice, here, name, onSignOut }: NoticeScreenProps) {
  const { t } = usePlainUi();
  const words = {
    not_found: [t.notFoundTitle, t.notFoundMore],
    error: [t.errorTitle, t.errorMore],
    slow: [t.slowTitle, t.slowMore],
  } as const;
  const [title, more] = words[notice];
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{title}</h1>
        <p class="lead">{more}</p>
        <p>
          <a class="btn primary" href="/">
            {t.goToList}
          </a>
        </p>
      </main>
      <Foot />
    </Site>
  );
}
