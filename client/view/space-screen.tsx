import type { ComponentChildren } from "preact";
import type { Output } from "#shared/commands.ts";
import { DiscussionGroups, Older } from "./discussion-groups.tsx";
import { langProps, pick } from "./format.ts";
import { HostHtml } from "./host-html.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface SpaceScreenProps {
  here: string;
  name: string | null;
  read: Output<"space:read">;
  /** Path of the page with the earlier ones. */
  olderHref: string | null;
  /** For whoever may change it. */
  desk?: ComponentChildren;
  onSignOut: (() => void) | null;
}

/** A space's home: what it is about, and its discussions. */
export function SpaceScreen({ here, name, read, olderHref, desk, onSignOut }: SpaceScreenProps) {
  const { t, lang } = usePlainUi();
  const { space, discussions } = read;
  const title = pick(space.title, lang);
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet" tabIndex={-1} aria-labelledby="title">
        <p class="kicker">
          <a href="/">{t.discussions}</a>
        </p>
        <h1 id="title" tabIndex={-1} {...langProps(title?.lang ?? null, lang)}>
          {title?.text}
        </h1>
        <HostHtml class="prose" textName="about" texts={space.about} />
        {discussions.length === 0 && <p>{t.nothingListed}</p>}
        <DiscussionGroups discussions={discussions} />
        <Older href={olderHref} />
        {desk}
      </main>
      <Foot />
    </Site>
  );
}
