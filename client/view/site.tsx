import type { ComponentChildren } from "preact";
import { langs, languageNames } from "#client/messages/messages.ts";
import { directionOf } from "./format.ts";
import { Icon } from "./icon.tsx";
import { useUi } from "./ui.ts";
import { Unhurried } from "./unhurried.tsx";

export interface SiteProps {
  /** Path and query of this page without `lang`, so that a language link keeps the place. */
  here: string;
  /** With it a language link, and whoever comes back signed in, keeps what is being written: `#write-3`. */
  place?: string;
  /** Who is signed in, when that is known. */
  name: string | null;
  /** Whether the page's main part is a discussion. */
  discussion?: boolean;
  onSignOut: (() => void) | null;
  children: ComponentChildren;
}

/** The frame of every page but the embed: skip link, bar, main part, foot. */
export function Site(props: SiteProps) {
  const { here, place = "", name, discussion = false, onSignOut, children } = props;
  const { t } = useUi();
  return (
    <>
      <a class="skip" href="#main">
        {discussion ? t.skipDiscussion : t.skip}
      </a>
      <Unhurried as="div">
        <header class="bar">
          <div>
            <a class="org" href="/">
              <Icon name="table" />
              {t.site}
            </a>
            <Languages here={here} place={place} />
            <Person here={here + place} name={name} onSignOut={onSignOut} />
          </div>
        </header>
      </Unhurried>
      {children}
    </>
  );
}

function Languages({ here, place }: { here: string; place: string }) {
  const { t, lang } = useUi();
  const to = (tag: string) => `${here}${here.includes("?") ? "&" : "?"}lang=${tag}${place}`;
  return (
    <nav class="langs" aria-label={t.language}>
      {langs.map((tag) => (
        <a
          key={tag}
          href={to(tag)}
          lang={tag}
          hreflang={tag}
          dir={directionOf(tag)}
          {...(tag === lang ? { "aria-current": "true" as const } : {})}
        >
          {languageNames[tag]}
        </a>
      ))}
    </nav>
  );
}

function Person({ here, name, onSignOut }: Pick<SiteProps, "here" | "name" | "onSignOut">) {
  const { t } = useUi();
  if (name === null)
    return (
      <p class="person">
        <a class="act who" href={`/sign-in?next=${encodeURIComponent(here)}`}>
          <Icon name="user" />
          {t.signIn}
        </a>
      </p>
    );
  return (
    <p class="person">
      <a class="act who" href="/account" title={name}>
        <Icon name="user" />
        <bdi>{name}</bdi>
      </a>
      {onSignOut && (
        <button class="act" type="button" onClick={onSignOut}>
          {t.signOut}
        </button>
      )}
    </p>
  );
}

export function Foot({ children }: { children?: ComponentChildren }) {
  const { t } = useUi();
  return (
    <footer class="foot">
      <div class="wrap">
        {children}
        <p class="links">
          <a href="/">{t.discussions}</a>
          <a href="/api">{t.apiLink}</a>
        </p>
      </div>
    </footer>
  );
}
