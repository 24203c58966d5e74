import { useState } from "preact/hooks";
import { Field } from "#client/view/field.tsx";
import { pick } from "#client/view/format.ts";
import { useUi } from "#client/view/ui.ts";
import type { DiscussionSummary } from "#shared/model.ts";
import { BeginForm, type FormProps } from "./begin-form.tsx";
import { useHost } from "./use-host.ts";

interface NewDiscussionProps extends Pick<FormProps, "onSubmit"> {
  templates: readonly DiscussionSummary[];
}

/** From scratch, or from a template, which brings its own title and languages. */
export function NewDiscussion({ templates, onSubmit }: NewDiscussionProps) {
  const { lang } = useUi();
  const h = useHost();
  const [from, setFrom] = useState("");
  const slug = { name: "slug", label: h.labels.slug, hint: h.slugHint, ltr: true };
  return (
    <BeginForm
      title={h.newTitle}
      hint={h.newHint}
      submit={h.createIt}
      fields={
        from === ""
          ? [
              { name: "title", label: h.labels.title },
              slug,
              { name: "languages", label: h.newLanguages, value: lang, ltr: true },
            ]
          : [slug]
      }
      onSubmit={onSubmit}
    >
      {templates.length > 0 && (
        <Field label={h.startFrom} hint={h.startFromHint}>
          {(control) => (
            <select
              {...control}
              name="from"
              value={from}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            >
              <option value="">{h.fromNothing}</option>
              {templates.map(({ id, title }) => (
                <option key={id} value={id}>
                  {pick(title, lang)?.text}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </BeginForm>
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
