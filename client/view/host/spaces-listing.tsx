import { useState } from "preact/hooks";
import { Wrong } from "#client/view/field.tsx";
import { isolated, langProps, pick } from "#client/view/format.ts";
import { useUi } from "#client/view/ui.ts";
import type { SpaceSummary } from "#shared/model.ts";
import type { Failure } from "#shared/refusals.ts";
import { faultIn } from "./faults.ts";
import { useHost } from "./use-host.ts";

export interface ListedSpace extends SpaceSummary {
  /** Whether the discussion is listed in it. */
  on: boolean;
}

interface SpacesListingProps {
  spaces: readonly ListedSpace[];
  /** Resolves with why not, once `spaces` are as they are then. */
  onList(space: ListedSpace, on: boolean): Promise<Failure | null>;
}

/** In which spaces a discussion is listed: each box holds at once, and shows what was chosen until the server has answered. */
export function SpacesListing({ spaces, onList }: SpacesListingProps) {
  const ui = useUi();
  const h = useHost();
  const [asked, setAsked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState("");
  if (spaces.length === 0) return null;
  const change = async (space: ListedSpace, on: boolean) => {
    setAsked((now) => new Map(now).set(space.id, on));
    setSaid("");
    const refused = await onList(space, on);
    setFailure(refused);
    if (!refused) {
      const name = isolated(ui, pick(space.title, ui.lang)?.text ?? space.slug);
      setSaid(on ? h.listedNow(name) : h.unlistedNow(name));
    }
    setAsked((now) => new Map([...now].filter(([id]) => id !== space.id)));
  };
  return (
    <section>
      <h2>{h.listedIn}</h2>
      <p class="hint">{h.listedInHint}</p>
      {failure && <Wrong text={faultIn(ui, h, failure)} alert />}
      <ul class="chips">
        {spaces.map((space) => {
          const title = pick(space.title, ui.lang);
          return (
            <li key={space.id}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={asked.get(space.id) ?? space.on}
                  onChange={({ currentTarget }) => void change(space, currentTarget.checked)}
                />
                <span {...langProps(title?.lang ?? null, ui.lang)}>{title?.text}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <p class="hint" role="status">
        {said}
      </p>
    </section>
  );
}
