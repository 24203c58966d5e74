import { useContext } from "preact/hooks";
import { attachWords } from "#client/messages/compiled/attach.ts";
import { Field } from "#client/view/field.tsx";
import { pick } from "#client/view/format.ts";
import { PostFrameContext } from "#client/view/post-frame.ts";
import { useUi } from "#client/view/ui.ts";
import type { Citation } from "#shared/model.ts";

interface CitesFieldProps {
  cites: Citation | null;
  disabled: boolean;
  /** Which of the two is no place. */
  wrong: "page" | "paragraph" | null;
  onChange(cites: Citation | null): void;
}

/** Which of the discussion's documents a post is about, and where in it; nothing where there are none. */
export function CitesField({ cites, disabled, wrong, onChange }: CitesFieldProps) {
  const { lang } = useUi();
  const t = attachWords[lang];
  const { documents } = useContext(PostFrameContext);
  if (documents.length === 0 && !cites) return null;
  const gone = cites && !documents.some(({ id }) => id === cites.document);
  const number = (label: string, key: "page" | "paragraph", { ...at }: Citation) => (
    <Field id={`cites-${key}`} label={label}>
      {(control) => (
        <input
          {...{ ...control, disabled }}
          {...(wrong === key && { "aria-invalid": "true", "aria-describedby": "composer-error" })}
          type="text"
          dir="ltr"
          maxLength={20}
          value={at[key] ?? ""}
          onInput={({ currentTarget: { value } }) => onChange({ ...at, [key]: value || null })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field label={t.about}>
        {(control) => (
          <select
            {...{ ...control, disabled }}
            value={cites?.document ?? ""}
            onChange={({ currentTarget: { value } }) =>
              onChange(value === "" ? null : { document: value, page: null, paragraph: null })
            }
          >
            <option value="">{t.aboutNone}</option>
            {documents.map(({ id, title }) => (
              <option key={id} value={id}>
                {pick(title, lang)?.text}
              </option>
            ))}
            {gone && <option value={cites.document}>{t.documentGone}</option>}
          </select>
        )}
      </Field>
      {cites && number(t.page, "page", cites)}
      {cites && number(t.paragraph, "paragraph", cites)}
    </>
  );
}
