import { useState } from "preact/hooks";
import { Field, Wrong } from "#client/view/field.tsx";
import { langProps, pick } from "#client/view/format.ts";
import { Ask } from "#client/view/moderate-forms.tsx";
import { stayInList } from "#client/view/stay-at.ts";
import { useUi } from "#client/view/ui.ts";
import type { Output } from "#shared/commands.ts";
import type { Failure } from "#shared/refusals.ts";
import { Arrived } from "./arrived.tsx";
import { faultIn } from "./faults.ts";
import { SpaceForm, type SpaceFormProps } from "./space-form.tsx";
import { useHost } from "./use-host.ts";

interface SpaceDeskProps extends Pick<SpaceFormProps, "onSave"> {
  read: Output<"space:read">;
  /** A discussion by its address or id; resolves with why not. */
  onList(named: string, on: boolean): Promise<Failure | null>;
  onArchive(version: number): Promise<Failure | null>;
}

/** What an admin does with a space: its texts, its list, and taking it out of view. */
export function SpaceDesk({ read, onSave, onList, onArchive }: SpaceDeskProps) {
  const h = useHost();
  return (
    <div class="settings desk">
      <Arrived />
      <SpaceForm space={read.space} onSave={onSave} />
      <Listing discussions={read.discussions} onList={onList} />
      <section>
        <h2>{h.archiveSpace}</h2>
        <Archive onYes={() => onArchive(read.space.version)} />
      </section>
    </div>
  );
}

type ListingProps = Pick<SpaceDeskProps, "onList"> & Pick<SpaceDeskProps["read"], "discussions">;

function Listing({ discussions, onList }: ListingProps) {
  const ui = useUi();
  const h = useHost();
  const [named, setNamed] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async (which: string, on: boolean) => {
    setBusy(true);
    const wrong = await onList(which, on);
    setFailure(wrong);
    setBusy(false);
    if (on && !wrong) setNamed("");
  };
  const takeOff = async (id: string, stay: () => void) => {
    if (busy) return;
    await change(id, false);
    stay();
  };
  const missing = failure?.field === "discussionId";
  const sentence = failure && (missing ? h.noSuchDiscussion : faultIn(ui, h, failure));
  return (
    <section>
      <h2 tabIndex={-1}>{h.spaceList}</h2>
      {sentence && !missing && <Wrong text={sentence} alert />}
      <ul class="chips">
        {discussions.map(({ id, title }) => {
          const found = pick(title, ui.lang);
          return (
            <li key={id}>
              <span {...langProps(found?.lang ?? null, ui.lang)}>{found?.text}</span>
              <button
                class="btn small"
                type="button"
                aria-disabled={busy}
                onClick={({ currentTarget }) => void takeOff(id, stayInList(currentTarget))}
              >
                {h.unlist}
                <span class="sr"> {found?.text}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <form
        class="add"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change(slugIn(named), true);
        }}
      >
        <Field label={h.listNamed} hint={h.listNamedHint} error={missing ? sentence : null}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="ltr"
              autocomplete="off"
              value={named}
              onInput={({ currentTarget }) => setNamed(currentTarget.value)}
            />
          )}
        </Field>
        <button class="btn" type="submit" disabled={busy || named.trim() === ""}>
          {h.listIt}
        </button>
      </form>
    </section>
  );
}

/** The address of a page is as good as its last part. */
const slugIn = (named: string): string => /\/d\/([^/?#]+)/.exec(named)?.[1] ?? named.trim();

function Archive({ onYes }: { onYes(): Promise<Failure | null> }) {
  const h = useHost();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <>
      <button class="btn" type="button" onClick={() => setAsking(true)}>
        {h.archiveSpace}
      </button>
      {asking && (
        <Ask
          question={h.archiveAsk}
          yes={h.archiveIt}
          takes
          busy={busy}
          failure={failure}
          onYes={async () => {
            setBusy(true);
            setFailure(await onYes());
            setBusy(false);
          }}
          onNo={() => {
            setFailure(null);
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
