import { type AttachWords, attachWords } from "#client/messages/compiled/attach.ts";
import { sentenceAt } from "#client/view/fault.ts";
import { Wrong } from "#client/view/field.tsx";
import { isolated, numeral } from "#client/view/format.ts";
import { sizeOf } from "#client/view/papers.tsx";
import { type Ui, useUi } from "#client/view/ui.ts";
import { limits } from "#shared/limits.ts";
import type { Failure } from "#shared/refusals.ts";
import type { Going } from "./use-uploads.ts";

/** To what is there once it is drawn as it then is. */
export const focusLater = (id: string) => setTimeout(() => document.getElementById(id)?.focus());

/** Why a file wasn't taken, in words. */
export function fileFault(ui: Ui, failure: Failure): string {
  const { faults } = attachWords[ui.lang];
  const rule = String(failure.details?.rule ?? "");
  if (rule.startsWith("scanner")) return faults.scanner;
  if (rule === "too_many") return faults.too_many(numeral(ui.lang, limits.looseFiles));
  if (rule === "file_too_large") return faults.file_too_large(sizeOf(ui, limits.fileBytes));
  const known = isFault(faults, rule) ? faults[rule] : null;
  return typeof known === "string" ? known : sentenceAt(ui, failure);
}

const isFault = (
  faults: AttachWords["faults"],
  rule: string,
): rule is keyof AttachWords["faults"] => Object.hasOwn(faults, rule);

interface GoingProps {
  going: readonly Going[];
  onAgain(id: string): void;
  onOff(id: string): void;
}

/** Files on their way, with how far they are, and those that weren't taken, with why. */
export function GoingList({ going, onAgain, onOff }: GoingProps) {
  const ui = useUi();
  const t = attachWords[ui.lang];
  return (
    <>
      {going.map(({ id, file, arrived, waits, failure }) => (
        <div key={id} class="going" id={`going-${id}`}>
          {failure ? (
            <Wrong text={`${isolated(ui, file.name)}: ${fileFault(ui, failure)}`} alert />
          ) : (
            <p>
              <label>
                <span>{(waits ? t.waits : t.going)(isolated(ui, file.name))}</span>{" "}
                <progress max={file.size} value={arrived} />
              </label>
            </p>
          )}
          <div class="btns">
            {failure && failure.code !== "invalid_input" && (
              <button class="btn small" type="button" onClick={() => onAgain(id)}>
                {ui.t.tryNow}
              </button>
            )}
            <button class="btn small" type="button" onClick={() => onOff(id)}>
              {t.off}
              <span class="sr"> {file.name}</span>
            </button>
          </div>
        </div>
      ))}
    </>
  );
}

interface PickProps {
  id: string;
  label: string;
  several: boolean;
  disabled: boolean;
  describedBy?: string;
  onPick(files: readonly File[]): void;
}

/** Lets one choose files from one's device; what a browser calls that itself would be in its own language. */
export function PickFiles({ id, label, several, disabled, describedBy, onPick }: PickProps) {
  return (
    <>
      <button
        id={id}
        class="btn small"
        type="button"
        disabled={disabled}
        aria-describedby={describedBy}
        onClick={({ currentTarget }) => {
          const input = currentTarget.nextElementSibling;
          if (input instanceof HTMLInputElement) input.click();
        }}
      >
        {label}
      </button>
      <input
        type="file"
        hidden
        multiple={several}
        accept=".pdf,.docx,.odt"
        onChange={({ currentTarget }) => {
          onPick([...(currentTarget.files ?? [])]);
          // The same one may be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
