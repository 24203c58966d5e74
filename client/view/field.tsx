import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { useOwnId } from "./own-id.ts";

export interface Control {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
}
interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with it, in words. */
  error?: string | null | undefined;
  /** The error is read out as it comes. */
  alert?: boolean;
  /** Where a summary of errors points. */
  id?: string;
  children: (control: Control) => ComponentChildren;
}

/** A label, a hint, what is wrong, and the control, tied together for every reader. */
export function Field({ label, hint, error, alert = false, id: given, children }: FieldProps) {
  const made = useOwnId();
  const id = given ?? made;
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div class={error ? "field bad" : "field"}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <Wrong id={`${id}-error`} text={error} alert={alert} />}
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": "true" as const } : {}),
      })}
    </div>
  );
}

/** What is wrong, where it is wrong. */
export function Wrong({ text, id, alert = false }: { text: string; id?: string; alert?: boolean }) {
  return (
    <p class="err" {...(id ? { id } : {})} {...(alert ? { role: "alert" as const } : {})}>
      <Icon name="warn" />
      <span>{text}</span>
    </p>
  );
}
