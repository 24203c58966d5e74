import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Field, Wrong } from "#client/view/field.tsx";
import { useUi } from "#client/view/ui.ts";
import { type Failure, faultsOf } from "#shared/refusals.ts";
import { faultIn } from "./faults.ts";
import { useHost } from "./use-host.ts";

export type Values = Record<string, string>;

export interface FormProps {
  title: string;
  hint: string;
  submit: string;
  /** Fields by the names that the server has for them. */
  fields: readonly { name: string; label: string; hint?: string; value?: string; ltr?: boolean }[];
  /** Above them. */
  children?: ComponentChildren;
  /** What a refusal is called here, where it isn't what it is called elsewhere. */
  told?(failure: Failure): string | null;
  /** Resolves with why not; where it succeeds the page is left. */
  onSubmit(values: Values): Promise<Failure | null>;
}

/** A few lines, from which a discussion or a space begins. */
export function BeginForm({ title, hint, submit, fields, children, told, onSubmit }: FormProps) {
  const ui = useUi();
  const h = useHost();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const faults = (failure ? faultsOf(failure) : []).map((fault) => ({
    at: fault.field?.split(".", 1)[0],
    sentence: told?.(fault) ?? faultIn(ui, h, fault),
  }));
  const elsewhere = faults.find(({ at }) => fields.every(({ name }) => name !== at));
  const form = useRef<HTMLFormElement>(null);
  // The button that was pressed had the focus, and could be pressed no more.
  useEffect(() => {
    const field = (which: string) => form.current?.querySelector<HTMLElement>(which);
    if (failure) (field("[aria-invalid=true]") ?? field("input"))?.focus();
  }, [failure]);
  const send = async (values: Values) => {
    setBusy(true);
    setFailure(await onSubmit(values));
    setBusy(false);
  };
  return (
    <form
      class="form begin"
      ref={form}
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
      {elsewhere && <Wrong text={elsewhere.sentence} alert />}
      {children}
      {fields.map(({ name, label, hint: more, value = "", ltr = false }) => (
        <Field
          key={name}
          label={label}
          hint={more}
          error={faults.find(({ at }) => at === name)?.sentence ?? null}
        >
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
