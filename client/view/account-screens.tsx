import type { ComponentChildren } from "preact";
import { limits } from "#shared/limits.ts";
import type { Failure } from "#shared/refusals.ts";
import { Field } from "./field.tsx";
import { errorAt, Form } from "./form.tsx";
import type { Typing } from "./page-state.ts";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface FormScreenProps {
  here: string;
  name: string | null;
  /** Where to go afterwards: a path of this site. */
  next: string;
  /** What stands in the fields at first. */
  typed: Typing;
  spoken: boolean;
  busy: boolean;
  failure: Failure | null;
  onSubmit(values: Record<string, string>): void;
  onSignOut: (() => void) | null;
}

function Frame(
  props: Pick<FormScreenProps, "here" | "name" | "onSignOut"> & {
    title: string;
    /** What doesn't work without script, where it isn't all of it. */
    noScript?: string;
    children: preact.ComponentChildren;
  },
) {
  const { t } = usePlainUi();
  return (
    <Site here={props.here} name={props.name} onSignOut={props.onSignOut}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{props.title}</h1>
        <noscript>
          <p class="locked">{props.noScript ?? t.noScript}</p>
        </noscript>
        {props.children}
      </main>
      <Foot />
    </Site>
  );
}

/** Where a form goes without script. */
const sentTo = (path: string, next: string, lang: string | false) =>
  `${path}?next=${encodeURIComponent(next)}${lang ? `&lang=${lang}` : ""}`;

export function SignInScreen({
  next,
  spoken,
  typed,
  busy,
  failure,
  onSubmit,
  ...site
}: FormScreenProps) {
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.signInTitle} noScript={t.signInNoScript} {...site}>
      <Form
        action={sentTo("/sign-in", next, spoken && ui.lang)}
        title={t.signInTitle}
        labels={{ email: t.email, password: t.password }}
        submit={t.signIn}
        {...{ busy, failure, onSubmit }}
      >
        <EmailField failure={failure} typed={typed.email} />
        <Field id="password" label={t.password} error={errorAt(ui, failure, "password")}>
          {(control) => (
            <input {...control} name="password" type="password" autocomplete="current-password" />
          )}
        </Field>
      </Form>
      <p class="hint">
        {t.noAccount} <a href={`/register?next=${encodeURIComponent(next)}`}>{t.register}</a>
      </p>
    </Frame>
  );
}

function EmailField({ failure, typed }: { failure: Failure | null; typed: string | undefined }) {
  const ui = usePlainUi();
  return (
    <Field id="email" label={ui.t.email} error={errorAt(ui, failure, "email")}>
      {(control) => (
        <input
          {...control}
          name="email"
          type="email"
          dir="ltr"
          autocomplete="username"
          maxLength={limits.email}
          defaultValue={typed}
        />
      )}
    </Field>
  );
}

export function RegisterScreen({
  next,
  spoken,
  typed,
  busy,
  failure,
  onSubmit,
  ...site
}: FormScreenProps) {
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.registerTitle} noScript={t.signInNoScript} {...site}>
      <Form
        action={sentTo("/register", next, spoken && ui.lang)}
        title={t.registerTitle}
        labels={{
          name: t.name,
          email: t.email,
          password: t.password,
          organisation: t.organisation,
        }}
        submit={t.register}
        {...{ busy, failure, onSubmit }}
      >
        <Field id="name" label={t.name} hint={t.nameHint} error={errorAt(ui, failure, "name")}>
          {(control) => (
            <input
              {...control}
              name="name"
              type="text"
              autocomplete="name"
              dir="auto"
              defaultValue={typed.name}
            />
          )}
        </Field>
        <EmailField failure={failure} typed={typed.email} />
        <NewPassword name="password" label={t.password} failure={failure} />
        <Field
          id="organisation"
          label={t.organisation}
          error={errorAt(ui, failure, "organisation")}
        >
          {(control) => (
            <input
              {...control}
              name="organisation"
              type="text"
              autocomplete="organization"
              dir="auto"
              defaultValue={typed.organisation}
            />
          )}
        </Field>
        <Field id="category" label={t.category}>
          {(control) => (
            <select {...control} name="category">
              <option value="">{t.noCategory}</option>
              {Object.entries(t.categories).map(([category, words]) => (
                <option
                  key={category}
                  value={category}
                  {...(category === typed.category ? { selected: true } : {})}
                >
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        {/* One id for the whole form: sent twice, it is one account. */}
        <input type="hidden" name="commandId" value={typed.commandId} />
      </Form>
      <p class="hint">
        {t.haveAccount} <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{t.signIn}</a>
      </p>
    </Frame>
  );
}

function NewPassword(props: { name: string; label: string; failure: Failure | null }) {
  const ui = usePlainUi();
  return (
    <Field
      id={props.name}
      label={props.label}
      hint={ui.t.passwordHint(limits.passwordMin)}
      error={errorAt(ui, props.failure, props.name)}
    >
      {(control) => (
        <input {...control} name={props.name} type="password" autocomplete="new-password" />
      )}
    </Field>
  );
}

export interface AccountScreenProps extends Omit<FormScreenProps, "next" | "typed" | "spoken"> {
  /** null: not known yet whether anybody is signed in. */
  signedIn: boolean | null;
  done: boolean;
  onSignOutEverywhere(): void;
  /** Where their contact is, once that is known. */
  children?: ComponentChildren;
}

export function AccountScreen(props: AccountScreenProps) {
  const { signedIn, done, busy, failure, onSubmit, onSignOutEverywhere, children, ...site } = props;
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.account} {...site}>
      {signedIn === null && <p class="script">{t.loading}</p>}
      {signedIn === false && (
        <>
          <p>{t.needSignIn}</p>
          <p>
            <a class="btn primary" href="/sign-in?next=%2Faccount">
              {t.signIn}
            </a>
          </p>
        </>
      )}
      {signedIn && (
        <>
          <p class="lead">{t.welcome(site.name ?? "")}</p>
          <section>
            <h2>{t.changePassword}</h2>
            {done && (
              <p class="told" role="status">
                {t.passwordChanged}
              </p>
            )}
            <Form
              title={t.changePassword}
              labels={{ currentPassword: t.currentPassword, newPassword: t.newPassword }}
              submit={t.changePassword}
              {...{ busy, failure, onSubmit }}
            >
              <Field
                id="currentPassword"
                label={t.currentPassword}
                error={errorAt(ui, failure, "currentPassword")}
              >
                {(control) => (
                  <input
                    {...control}
                    name="currentPassword"
                    type="password"
                    autocomplete="current-password"
                  />
                )}
              </Field>
              <NewPassword name="newPassword" label={t.newPassword} failure={failure} />
            </Form>
          </section>
          <section>
            <h2>{t.sessions}</h2>
            <p class="hint">{t.signOutHint}</p>
            <p>
              <button class="btn" type="button" onClick={() => site.onSignOut?.()}>
                {t.signOut}
              </button>
            </p>
            <p class="hint">{t.signOutEverywhereHint}</p>
            <p>
              <button class="btn danger" type="button" onClick={onSignOutEverywhere}>
                {t.signOutEverywhere}
              </button>
            </p>
          </section>
          {/* Last, since it comes later: nothing moves then. */}
          {children}
        </>
      )}
    </Frame>
  );
}
