import { limits } from "#shared/limits.ts";
import type { Failure } from "#shared/refusals.ts";
import { Field } from "./field.tsx";
import { errorAt, Form } from "./form.tsx";
import { usePlainUi } from "./plain-ui.ts";
import { Foot, Site } from "./site.tsx";

export interface FormScreenProps {
  here: string;
  name: string | null;
  /** Where to go afterwards: a path of this site. */
  next: string;
  busy: boolean;
  failure: Failure | null;
  onSubmit(values: Record<string, string>): void;
  onSignOut: (() => void) | null;
}

function Frame(
  props: Pick<FormScreenProps, "here" | "name" | "onSignOut"> & {
    title: string;
    children: preact.ComponentChildren;
  },
) {
  const { t } = usePlainUi();
  return (
    <Site here={props.here} name={props.name} onSignOut={props.onSignOut}>
      <main id="main" class="wrap sheet narrow" tabIndex={-1} aria-labelledby="title">
        <h1 id="title">{props.title}</h1>
        <noscript>
          <p class="locked">{t.noScript}</p>
        </noscript>
        {props.children}
      </main>
      <Foot />
    </Site>
  );
}

export function SignInScreen({ next, busy, failure, onSubmit, ...site }: FormScreenProps) {
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.signInTitle} {...site}>
      <Form
        title={t.signInTitle}
        labels={{ email: t.email, password: t.password }}
        submit={t.signIn}
        {...{ busy, failure, onSubmit }}
      >
        <EmailField failure={failure} />
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

function EmailField({ failure }: { failure: Failure | null }) {
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
        />
      )}
    </Field>
  );
}

export function RegisterScreen({ next, busy, failure, onSubmit, ...site }: FormScreenProps) {
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.registerTitle} {...site}>
      <Form
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
            <input {...control} name="name" type="text" autocomplete="name" dir="auto" />
          )}
        </Field>
        <EmailField failure={failure} />
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
            />
          )}
        </Field>
        <Field id="category" label={t.category}>
          {(control) => (
            <select {...control} name="category">
              <option value="">{t.noCategory}</option>
              {Object.entries(t.categories).map(([category, words]) => (
                <option key={category} value={category}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
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

export interface AccountScreenProps extends Omit<FormScreenProps, "next"> {
  /** null: not known yet whether anybody is signed in. */
  signedIn: boolean | null;
  done: boolean;
  onSignOutEverywhere(): void;
}

export function AccountScreen(props: AccountScreenProps) {
  const { signedIn, done, busy, failure, onSubmit, onSignOutEverywhere, ...site } = props;
  const ui = usePlainUi();
  const { t } = ui;
  return (
    <Frame title={t.account} {...site}>
      {signedIn === null && <p>{t.loading}</p>}
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
        </>
      )}
    </Frame>
  );
}
