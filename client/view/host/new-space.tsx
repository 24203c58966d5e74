import { useState } from "preact/hooks";
import { Wrong } from "#client/view/field.tsx";
import { langProps, pick } from "#client/view/format.ts";
import { useUi } from "#client/view/ui.ts";
import type { SpaceSummary } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { BeginForm, type FormProps } from "./begin-form.tsx";
import { faultIn } from "./faults.ts";
import { useHost } from "./use-host.ts";

export function NewSpace({ onSubmit }: Pick<FormProps, "onSubmit">) {
  const h = useHost();
  return (
    <BeginForm
      title={h.newSpace}
      hint={h.newSpaceHint}
      submit={h.createSpace}
      fields={[
        { name: "title", label: h.labels.title },
        { name: "slug", label: h.labels.slug, hint: h.spaceSlugHint, ltr: true },
      ]}
      told={({ code }) => (code === "slug_taken" ? h.spaceSlugTaken : null)}
      onSubmit={onSubmit}
    />
  );
}

interface ArchivedProps {
  spaces: readonly SpaceSummary[];
  /** Resolves with why not; where it succeeds the page is left. */
  onRestore(space: SpaceSummary): Promise<Failure | null>;
}

/** Spaces that nobody else sees any more. */
export function ArchivedSpaces({ spaces, onRestore }: ArchivedProps) {
  const ui = useUi();
  const h = useHost();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (spaces.length === 0) return null;
  return (
    <section class="spaces">
      <h2>{h.archivedSpaces}</h2>
      {failure && <Wrong text={faultIn(ui, h, failure)} alert />}
      <ul>
        {spaces.map((space) => {
          const title = pick(space.title, ui.lang);
          return (
            <li key={space.id}>
              <span {...langProps(title?.lang ?? null, ui.lang)}>{title?.text}</span>
              <button
                class="btn small"
                type="button"
                onClick={async () => setFailure(await onRestore(space))}
              >
                {h.restoreSpace}
                <span class="sr"> {title?.text}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
