import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Failure, faultAt, faultsOf } from "#shared/refusals.ts";
import { sentenceAt } from "./fault.ts";
import { usePlainUi } from "./plain-ui.ts";

interface FormProps {
  title: string;
  /** Labels of the fields, by the name the server has for them. */
  labels: Record<string, string>;
  failure: Failure | null;
  busy: boolean;
  submit: string;
  /** Where it is sent without script; without it the form needs one. */
  action?: string;
  onSubmit(values: Record<string, string>): void;
  children: ComponentChildren;
}

/** A form that says on top what did not work, with a way to the field; there it is said once more. */
export function Form({
  title,
  labels,
  failure,
  busy,
  submit,
  action,
  onSubmit,
  children,
}: FormProps) {
  const ui = usePlainUi();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) summary.current?.focus();
  }, [failure]);
  return (
    <form
      class="form"
      aria-label={title}
      noValidate
      {...(action ? { method: "post", action } : {})}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit(Object.fromEntries([...data].map(([name, value]) => [name, String(value)])));
      }}
    >
      {failure && (
        <div class="summary" role="alert" tabIndex={-1} ref={summary}>
          <h2>{ui.t.formFailed}</h2>
          {faultsOf(failure).map((fault) => (
            <p key={fault.field}>
              {fault.field !== undefined && fault.field in labels ? (
                <a href={`#${fault.field}`}>
                  {labels[fault.field]}: {sentenceAt(ui, fault)}
                </a>
              ) : (
                sentenceAt(ui, fault)
              )}
            </p>
          ))}
        </div>
      )}
      {children}
      <button class={action ? "btn primary" : "btn primary script"} type="submit" disabled={busy}>
        {submit}
      </button>
    </form>
  );
}

/** What is wrong with one field of a form, in words. */
export function errorAt(
  ui: Parameters<typeof sentenceAt>[0],
  failure: Failure | null,
  name: string,
) {
  const fault = faultAt(failure, name);
  return fault ? sentenceAt(ui, fault) : null;
}
