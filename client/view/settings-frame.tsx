import type { ComponentChildren } from "preact";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface SettingsFrameProps {
  here: string;
  name: string | null;
  slug: string;
  onSignOut: (() => void) | null;
  children: ComponentChildren;
}

/** The page of a discussion's settings, the same for everybody until it is known who is looking. */
export function SettingsFrame({ here, name, slug, onSignOut, children }: SettingsFrameProps) {
  const { t } = usePlainUi();
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet settings" tabIndex={-1} aria-labelledby="title">
        <p class="kicker">
          <a href={`/d/${slug}`}>{t.goToDiscussion}</a>
        </p>
        <h1 id="title" tabIndex={-1}>
          {t.settings}
        </h1>
        <noscript>
          <p class="locked">{t.noScript}</p>
        </noscript>
        {children}
      </main>
      <Foot />
    </Site>
  );
}
