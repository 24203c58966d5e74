import { useState } from "preact/hooks";
import { Field, Wrong } from "#client/view/field.tsx";
import { useUi } from "#client/view/ui.ts";
import type { Failure } from "#shared/refusals.ts";
import { faultIn } from "./faults.ts";
import { useHost } from "./use-host.ts";

export type Values = Record<string, string>;

interface FormProps {
  title: string;
  hint: string;
  submit: string;
  /** Fields by the names that the server has for them. */
  fields: readonly { name: string; label: string; hint?: string; value?: string; ltr?: boolean }[];
  /** Resolves with why not; where it succeeds the page is left. */
  onSubmit(values: Values): Promise<Failure | null>;
}

/** A few lines, from which a discussion begins. */
function BeginForm({ title, hint, submit, fields, onSubmit }: FormProps) {
  const ui = useUi();
  const h = useHost();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const at = failure?.field?.split(".", 1)[0];
  const sentence = failure && faultIn(ui, h, failure);
  const known = fields.some(({ name }) => name === at);
  const send = async (values: Values) => {
    setBusy(true);
    setFailure(await onSubmit(values));
    setBusy(false);
  };
  return (
    <form
      class="form begin"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        void send(Object.fromEntries([...data].map(([name, value]) => [name, String(value)])));
      }}
    >
      <h2>{title}</h2>
      <p class="hint">{hint}</p>
      {sentence && !known && <Wrong text={sentence} alert />}
      {fields.map(({ name, label, hint: more, value = "", ltr = false }) => (
        <Field key={name} label={label} hint={more} error={at === name ? sentence : null}>
          {(control) => (
            <input
              {...control}
              name={name}
              type="text"
              autocomplete="off"
              dir={ltr ? "ltr" : "auto"}
              defaultValue={value}
            />
          )}
        </Field>
      ))}
      <button class="btn" type="submit" disabled={busy}>
        {submit}
      </button>
    </form>
  );
}

export function NewDiscussion({ onSubmit }: Pick<FormProps, "onSubmit">) {
  const { lang } = useUi();
  const h = useHost();
  return (
    <BeginForm
      title={h.newTitle}
      hint={h.newHint}
      submit={h.createIt}
      fields={[
        { name: "title", label: h.labels.title },
        { name: "slug", label: h.labels.slug, hint: h.slugHint, ltr: true },
        { name: "languages", label: h.newLanguages, value: lang, ltr: true },
      ]}
      onSubmit={onSubmit}
    />
  );
}

export function CopyDiscussion({ onSubmit }: Pick<FormProps, "onSubmit">) {
  const h = useHost();
  return (
    <BeginForm
      title={h.copyTitle}
      hint={h.copyHint}
      submit={h.copyIt}
      fields={[{ name: "slug", label: h.copySlug, hint: h.slugHint, ltr: true }]}
      onSubmit={onSubmit}
    />
  );
}
