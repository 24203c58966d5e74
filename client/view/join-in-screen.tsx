import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { joiningWords } from "#client/messages/compiled/joining.ts";
import type { Output } from "#shared/commands.ts";
import type { AccountView, LocalText } from "#shared/model.ts";
import { type Failure, faultAt } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { Wrong } from "./field.tsx";
import { fullTime, langProps, pick } from "./format.ts";
import { Tongue } from "./host-html.tsx";
import { DiscussionKicker } from "./kicker.tsx";
import type { Invited } from "./page-state.ts";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";
import { type Ui, useUi } from "./ui.ts";

export type OwnContact = Output<"contact:mine">;

export interface JoinInScreenProps {
  here: string;
  name: string | null;
  onSignOut: (() => void) | null;
  discussion: Invited;
  /** null: not known yet whether anybody is signed in. */
  signedIn: boolean | null;
  account: AccountView | null;
  /** Of whoever is signed in; null until it is here. */
  own: OwnContact | null;
  /** Why that couldn't be read. */
  unread: Failure | null;
  busy: boolean;
  /** What giving or taking back was refused for. */
  failure: Failure | null;
  onGive(consent: boolean): Promise<boolean>;
  onTakeBack(): Promise<boolean>;
  /** What only hosts have. */
  children?: ComponentChildren;
}

/** What participants are invited to join after the discussion, and the form with which they leave their contact for it. */
export function JoinInScreen(props: JoinInScreenProps) {
  const { here, name, onSignOut, discussion, own, unread, children } = props;
  const ui = usePlainUi();
  const invitation = own ? (own.invitation?.words ?? {}) : discussion.followUp;
  const isInvited = Object.keys(invitation).length > 0;
  return (
    <Site here={here} name={name} onSignOut={onSignOut}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <DiscussionKicker {...discussion} />
        <h1 id="title">{ui.t.joinIn}</h1>
        {/* Whoever has signed in without script is told so on top of the page. */}
        {props.signedIn === false && (
          <noscript>
            <p class="locked">{ui.t.noScript}</p>
          </noscript>
        )}
        {isInvited ? (
          <Invitation words={invitation} />
        ) : (
          <Nothing wasOpen={isConflict(props.failure)} />
        )}
        {isInvited && <PassedOn account={props.account} />}
        {unread ? (
          <Wrong text={refusalIn(ui, unread)} alert />
        ) : (
          <Own {...props} isInvited={isInvited} />
        )}
        {children}
      </main>
      <Foot />
    </Site>
  );
}

const isConflict = (failure: Failure | null) => failure?.code === "conflict";

/** Of a form in which nothing is written: no sentence speaks of a text that is kept. */
export const refusalIn = (ui: Pick<Ui, "t" | "lang">, failure: Failure): string =>
  failure.code === "no_answer" ? joiningWords[ui.lang].noAnswer : sentenceAt(ui, failure);

/** Takes the place of an invitation that was taken away, also from whoever was about to accept it. */
function Nothing({ wasOpen }: { wasOpen: boolean }) {
  const { lang } = useUi();
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (wasOpen) told.current?.focus();
  }, [wasOpen]);
  return (
    <p class="lead" tabIndex={-1} ref={told}>
      {joiningWords[lang].nothing}
    </p>
  );
}

/** As the host wrote it, line by line. */
function Invitation({ words }: { words: LocalText }) {
  const { lang } = useUi();
  const found = pick(words, lang);
  if (!found) return null;
  return (
    <div class="invitation">
      <Tongue of={found.lang} />
      {found.text
        .split("\n")
        .filter((line) => line.trim())
        .map((line, i) => (
          <p key={i} class="lead" {...langProps(found.lang, lang)}>
            {line}
          </p>
        ))}
    </div>
  );
}

/** What a host gets, with what it says of whoever is signed in. */
function PassedOn({ account }: Pick<JoinInScreenProps, "account">) {
  const { t, lang } = useUi();
  const words = joiningWords[lang];
  const said = (value: string | null) => (account ? (value ?? words.unsaid) : null);
  const items = [
    [t.name, said(account?.name ?? null)],
    [words.email, said(account?.email ?? null)],
    [words.organisation, said(account?.organisation ?? null)],
    [words.category, said(account?.category ? t.categories[account.category] : null)],
  ] as const;
  return (
    <section>
      <h2>{words.whatTitle}</h2>
      <p>{words.toWhom}</p>
      {account ? (
        <dl class="facts">
          {items.map(([what, value]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <ul>
          {items.map(([what]) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      )}
      <p class="hint">{words.asItIs}</p>
    </section>
  );
}

/** Where its reader stands with it: signed out, on the list or not. */
function Own(props: JoinInScreenProps & { isInvited: boolean }) {
  const { here, signedIn, isInvited, own, busy, failure, onTakeBack } = props;
  const ui = usePlainUi();
  const { t } = ui;
  const words = joiningWords[ui.lang];
  const status = useRef<HTMLDivElement>(null);
  const [tookBack, setTookBack] = useState(false);
  const changed = useRef<HTMLDivElement>(null);
  const isChanged = isConflict(failure) && isInvited;
  useEffect(() => {
    if (isChanged) changed.current?.focus();
  }, [isChanged]);
  if (signedIn === false && own === null) return isInvited ? <SignIn here={here} /> : null;
  if (own === null) return <p class="script">{t.loading}</p>;
  const { given, invitation } = own;
  const fault = failure && !isConflict(failure) && !faultAt(failure, "consent") ? failure : null;
  // What was pressed may be gone by then: the focus goes to what came of it.
  const then = (isDone: boolean, isBack: boolean) => {
    if (!isDone) return;
    setTookBack(isBack);
    status.current?.focus();
  };
  return (
    <>
      <div role="status" tabIndex={-1} ref={status} class={given || tookBack ? "told" : ""}>
        {given && <p>{words.since(fullTime(ui, given.consentedAt))}</p>}
        {given && !given.current && invitation && <p>{words.earlier}</p>}
        {!given && tookBack && <p>{words.tookBack}</p>}
      </div>
      {fault && <Wrong text={refusalIn(ui, fault)} alert />}
      {isChanged && (
        <div tabIndex={-1} ref={changed}>
          <Wrong text={words.changed} alert />
        </div>
      )}
      {invitation && !given?.current && (
        <Giving
          key={JSON.stringify(invitation.words)}
          {...props}
          onGive={async (ticked) => then(await props.onGive(ticked), false)}
        />
      )}
      {given && (
        <p>
          <button
            class="btn danger"
            type="button"
            aria-disabled={busy}
            onClick={() => void onTakeBack().then((isDone) => then(isDone, true))}
          >
            {words.takeBack}
          </button>
        </p>
      )}
    </>
  );
}

function SignIn({ here }: { here: string }) {
  const { t, lang } = usePlainUi();
  const next = encodeURIComponent(here);
  return (
    <>
      <p>{joiningWords[lang].signInFirst}</p>
      <div class="btns">
        <a class="btn primary" href={`/sign-in?next=${next}`}>
          {t.signIn}
        </a>
        <a class="btn" href={`/register?next=${next}`}>
          {t.register}
        </a>
      </div>
    </>
  );
}

type GivingProps = Pick<JoinInScreenProps, "failure" | "busy"> & {
  onGive(consent: boolean): Promise<void>;
};

/** Nothing is agreed to beforehand: the box is empty until its reader ticks it, and again with other words of the invitation. */
function Giving({ failure, busy, onGive }: GivingProps) {
  const { lang } = useUi();
  const words = joiningWords[lang];
  const [ticked, setTicked] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const wrong = faultAt(failure, "consent") !== undefined;
  useEffect(() => {
    if (wrong) box.current?.focus();
  }, [failure]);
  return (
    <form
      class="form"
      aria-label={words.give}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onGive(ticked);
      }}
    >
      {wrong && <Wrong id="consent-error" text={words.consentNeeded} alert />}
      <label class="tick">
        <input
          id="consent"
          ref={box}
          type="checkbox"
          required
          checked={ticked}
          aria-invalid={wrong}
          {...(wrong ? { "aria-describedby": "consent-error" } : {})}
          onChange={({ currentTarget }) => setTicked(currentTarget.checked)}
        />
        <span>{words.consent}</span>
      </label>
      <button class="btn primary" type="submit" aria-disabled={busy}>
        {words.give}
      </button>
    </form>
  );
}
