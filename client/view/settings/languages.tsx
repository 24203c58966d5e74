import { useRef, useState } from "preact/hooks";
import { isLanguage } from "#client/language-tag.ts";
import { langs } from "#client/messages/messages.ts";
import { Field, Wrong } from "#client/view/field.tsx";
import { languageName } from "#client/view/format.ts";
import { useHost } from "#client/view/host/use-host.ts";
import { useUi } from "#client/view/ui.ts";
import { isKnownLanguage } from "#shared/known-language.ts";
import { Theirs } from "./text-fields.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { useSettings } from "./use-settings.ts";

/** Those in which texts are written, and posts are expected. */
export function Languages() {
  const { lang } = useUi();
  const h = useHost();
  const { draft, set, errorAt } = useSettings();
  const [tag, setTag] = useState("");
  const [unknown, setUnknown] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { list, focusOn } = useListFocus<HTMLFieldSetElement>();
  const error = errorAt("languages");
  const add = () => {
    const given = tag.trim();
    if (given !== "" && !(isLanguage(given) && isKnownLanguage(given))) {
      setUnknown(given);
      input.current?.focus();
      return;
    }
    setUnknown(null);
    if (given !== "" && !draft.languages.includes(given))
      set("languages", [...draft.languages, given]);
    setTag("");
  };
  return (
    <fieldset class="item" id="languages" tabIndex={-1} ref={list}>
      <legend>{h.labels.languages}</legend>
      <p class="hint">{h.languagesHint}</p>
      {error && <Wrong text={error} />}
      <ul class="chips">
        {draft.languages.map((each, i) => (
          <li key={each}>
            <span>
              {languageName(lang, each)} <code>{each}</code>
            </span>
            <button
              class="btn small"
              type="button"
              onClick={() => {
                set(
                  "languages",
                  draft.languages.filter((other) => other !== each),
                );
                focusOn(i);
              }}
            >
              {h.remove}
              <span class="sr"> {languageName(lang, each)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="add">
        <Field
          label={h.addLanguage}
          hint={h.languageHint}
          error={unknown && h.about({ item: unknown, sentence: h.faults.unknown_language })}
        >
          {(control) => (
            <>
              <input
                {...control}
                ref={input}
                type="text"
                dir="ltr"
                list="languages-known"
                value={tag}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.isComposing) return;
                  // The form around it isn't what was meant.
                  event.preventDefault();
                  add();
                }}
                onInput={({ currentTarget }) => setTag(currentTarget.value)}
              />
              <datalist id="languages-known">
                {[...langs, "pt", "ru", "zh", "hi", "bn", "sw", "am", "fa", "uk", "de"].map(
                  (each) => (
                    <option key={each} value={each}>
                      {languageName(lang, each)}
                    </option>
                  ),
                )}
              </datalist>
            </>
          )}
        </Field>
        <button class="btn" type="button" onClick={add}>
          {h.add}
        </button>
      </div>
      <Theirs path="languages" />
    </fieldset>
  );
}
