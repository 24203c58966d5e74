import { useEffect, useRef } from "preact/hooks";
import type { Output } from "#shared/commands.ts";
import type { Failure } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { Wrong } from "./field.tsx";
import { fullTime, isolated, pick } from "./format.ts";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface LinkScreenProps {
  here: string;
  name: string | null;
  /** null: the link is none. */
  link: Output<"link:read"> | null;
  signedIn: boolean | null;
  busy: boolean;
  failure: Failure | null;
  accepted: Output<"link:accept"> | null;
  onAccept(): void;
  onSignOut: (() => void) | null;
}

/** What a one-time link gives, and the button that takes it. Opening the page alone uses nothing up. */
export function LinkScreen(props: LinkScreenProps) {
  const { here, name, link, accepted, onSignOut } = props;
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{t.linkTitle}</h1>
        <noscript>
          <p class="locked">{t.noScript}</p>
        </noscript>
        {link === null && (
          <p class="lead">{sentenceAt(ui, { code: "link_invalid", message: "" })}</p>
        )}
        {link && <Offer {...props} link={link} />}
        <p class="lead" role="status">
          {accepted && t.accepted(t.roles[accepted.role])}
        </p>
        {accepted && <Onward slug={accepted.slug} />}
      </main>
      <Foot />
    </Site>
  );
}

/** It comes in the place of the button that was pressed. */
function Onward({ slug }: Pick<Output<"link:accept">, "slug">) {
  const { t } = usePlainUi();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <p>
      <a class="btn primary" href={slug ? `/d/${slug}` : "/"} ref={link}>
        {slug ? t.goToDiscussion : t.goToList}
      </a>
    </p>
  );
}

function Offer(props: LinkScreenProps & { link: Output<"link:read"> }) {
  const { here, link, signedIn, busy, failure, accepted, onAccept } = props;
  const ui = usePlainUi();
  const { t, lang } = ui;
  if (accepted) return null;
  const title = link.discussion && pick(link.discussion.title, lang);
  const role = t.roles[link.role];
  return (
    <>
      <p class="lead">
        {title ? t.linkGivesIn({ role, title: isolated(ui, title.text) }) : t.linkGives(role)}
      </p>
      <p class="hint">{t.linkUntil(fullTime(ui, link.expiresAt))}</p>
      {failure && <Wrong text={sentenceAt(ui, failure)} alert />}
      {signedIn ? (
        <button class="btn primary" type="button" aria-disabled={busy} onClick={onAccept}>
          {t.accept}
        </button>
      ) : (
        <>
          <p>{t.linkSignIn}</p>
          <div class="btns">
            <a class="btn primary" href={`/register?next=${encodeURIComponent(here)}`}>
              {t.register}
            </a>
            <a class="btn" href={`/sign-in?next=${encodeURIComponent(here)}`}>
              {t.signIn}
            </a>
          </div>
        </>
      )}
    </>
  );
}
